import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { EndpointRecord } from "../store/endpoint-record.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { allowsLocalWebhooks } from "./allows-local-webhooks.ts";
import type { AttemptRecord } from "./attempt-record.ts";
import { attempt, type Outside } from "./attempt.ts";
import { Deliveries } from "./deliveries.ts";
import { configured } from "./endpoint-state.ts";
import { endpointStatus, type EndpointStatus } from "./endpoint-status.ts";
import { EndpointStorage } from "./endpoint-storage.ts";
import { enqueue } from "./enqueue.ts";
import { eraseShopper } from "./erase-shopper.ts";
import { listDeliveries, type DeliveryQuery, type DeliveryRecord } from "./list-deliveries.ts";
import { permitAttempt } from "./permit-attempt.ts";
import { replay, type ReplayResult, type ReplaySelection } from "./replay.ts";
import { ROTATION_MS, withSecret } from "./rotate-secret.ts";
import { runAlarm } from "./run-alarm.ts";
import type { Signable } from "./sign.ts";
import { tellStore } from "./tell-store.ts";
import { WEBHOOK_MIGRATIONS } from "./webhook-migrations.ts";
import type { WebhookMessage } from "./webhook-message.ts";
import { webhookTiming } from "./webhook-timing.ts";

/** One webhook endpoint of a store: its queue, its attempts, its log and its secrets. */
export class WebhookEndpoint extends DurableObject<Env> {
  readonly #storage: EndpointStorage;
  readonly #outside: Outside;
  readonly #deliveries: Deliveries;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const sql = countSql("WebhookEndpoint", ctx.storage.sql);
    migrate(sql, WEBHOOK_MIGRATIONS);
    this.#storage = new EndpointStorage(ctx.storage, sql, (error) => ctx.abort(String(error)));
    const { timeoutMs, waitScale } = webhookTiming(env);
    this.#outside = {
      send: (url, init) => fetch(url, init),
      clock: () => Date.now(),
      allowLocal: allowsLocalWebhooks(env),
      timeoutMs,
    };
    this.#deliveries = new Deliveries(this.#storage, {
      ...this.#outside,
      waitScale,
      random: () => Math.random(),
      permit: permitAttempt(env),
    });
  }

  /**
   * Takes over what the owner decided. The first call needs a `secret` (`whsec_…`), which replaces any other; later
   * calls without one keep the secrets. Enabling a disabled endpoint again forgets its failures.
   */
  async configure(record: EndpointRecord, store: string, secret?: string): Promise<void> {
    this.#storage.transaction(() => {
      this.#storage.saveEndpoint(configured(this.#storage.endpoint, { record, store, secret }));
      if (this.#storage.queue.size > 0) this.#storage.armBy(Date.now());
    });
  }

  /** Takes messages to deliver, durable when it answers; those known already, delivered ones included, are no news. */
  async enqueue(messages: WebhookMessage[]): Promise<void> {
    enqueue(this.#storage, messages, Date.now());
    for (const { shopper } of messages) this.#deliveries.recheck(shopper);
    this.#deliveries.start();
  }

  /** Adds a secret; earlier ones sign too for 24 h. Answers until when; null for an endpoint that is not there. */
  async rotateSecret(secret: string): Promise<number | null> {
    const { endpoint } = this.#storage;
    const now = Date.now();
    if (endpoint === null) return null;
    this.#storage.transaction(() => this.#storage.saveEndpoint(withSecret(endpoint, secret, now)));
    return now + ROTATION_MS;
  }

  /** Sends a message once, now, outside of queue, log and health. Null for an endpoint that is not there. */
  async sendTest(message: Signable): Promise<AttemptRecord | null> {
    const { endpoint } = this.#storage;
    return endpoint === null ? null : (await attempt(message, endpoint, this.#outside)).record;
  }

  /** How it is doing; null for an endpoint that is not there. */
  async status(): Promise<EndpointStatus | null> {
    return endpointStatus(this.#storage, this.#deliveries.inFlight);
  }

  /** Messages in the queue and the log: see {@link DeliveryQuery}. */
  async deliveries(query: DeliveryQuery): Promise<DeliveryRecord[]> {
    return this.#storage.endpoint === null ? [] : listDeliveries(this.#storage.sql, query);
  }

  /** Sends again what has ended, under the same ids. */
  async replay(selection: ReplaySelection): Promise<ReplayResult> {
    const result = replay(this.#storage, selection, Date.now());
    this.#deliveries.start();
    return result;
  }

  /** Removes every message of a shopper, from queue and log. */
  async eraseShopper(shopper: ShopperKey): Promise<void> {
    eraseShopper(this.#storage, shopper);
    this.#deliveries.start();
  }

  /** Deletes everything. Messages that still come in are dropped. */
  async remove(): Promise<void> {
    this.#storage.forget();
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  override async alarm(): Promise<void> {
    storageCounters.addAlarm("WebhookEndpoint");
    await runAlarm(this.#storage, this.#deliveries, {
      clock: () => Date.now(),
      sleep: (ms, signal) => scheduler.wait(ms, { signal }),
      tellStore: tellStore(this.env),
    });
  }
}
