import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import type { EndpointRecord } from "../store/endpoint-record.ts";
import { ATTEMPT_TIMEOUT_MS } from "./attempt.ts";
import { Deliveries } from "./deliveries.ts";
import { configured } from "./endpoint-state.ts";
import { EndpointStorage } from "./endpoint-storage.ts";
import { enqueue } from "./enqueue.ts";
import { permitAttempt } from "./permit-attempt.ts";
import { runAlarm } from "./run-alarm.ts";
import { tellStore } from "./tell-store.ts";
import { WEBHOOK_MIGRATIONS } from "./webhook-migrations.ts";
import type { WebhookMessage } from "./webhook-message.ts";

/** One webhook endpoint of a store: its queue, its attempts, its log and its secrets. */
export class WebhookEndpoint extends DurableObject<Env> {
  readonly #storage: EndpointStorage;
  readonly #deliveries: Deliveries;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const sql = countSql("WebhookEndpoint", ctx.storage.sql);
    migrate(sql, WEBHOOK_MIGRATIONS);
    this.#storage = new EndpointStorage(ctx.storage, sql, (error) => ctx.abort(String(error)));
    this.#deliveries = new Deliveries(this.#storage, {
      send: (url, init) => fetch(url, init),
      clock: () => Date.now(),
      random: () => Math.random(),
      permit: permitAttempt(env),
      allowLocal: env.ALLOW_LOCAL_WEBHOOKS === "true" && env.MODE !== "production",
      timeoutMs: ATTEMPT_TIMEOUT_MS,
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

  override async alarm(): Promise<void> {
    await runAlarm(this.#storage, this.#deliveries, {
      clock: () => Date.now(),
      sleep: (ms) => scheduler.wait(ms),
      tellStore: tellStore(this.env),
    });
  }
}
