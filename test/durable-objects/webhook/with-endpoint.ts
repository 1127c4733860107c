import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Deliveries } from "../../../durable-objects/webhook/deliveries.ts";
import { EndpointStorage } from "../../../durable-objects/webhook/endpoint-storage.ts";
import { enqueue } from "../../../durable-objects/webhook/enqueue.ts";
import { listDeliveries, type DeliveryRecord } from "../../../durable-objects/webhook/list-deliveries.ts";
import { runAlarm } from "../../../durable-objects/webhook/run-alarm.ts";
import type { WebhookMessage } from "../../../durable-objects/webhook/webhook-message.ts";

/** When every test's clock begins. */
export const START = Date.UTC(2026, 10, 20, 10);
const SECRET = `whsec_${btoa("a secret of thirty-two characters")}`;
const URL_OF_RECEIVER = "https://shop.example/webhooks";

/** A request as the receiver saw it. */
export interface Seen {
  /** Milliseconds after {@link START}. */
  at: number;
  id: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  init: RequestInit;
}

/** An endpoint over a real SQLite of its own, with a clock, a receiver and shoppers of the test's. */
export class EndpointBench {
  now = START;
  random = 0;
  allowLocal = false;
  timeoutMs = 10_000;
  alarmAt: number | null = null;
  readonly seen: Seen[] = [];
  /** What `Store.disableEndpoint` was told. */
  readonly told: string[] = [];
  /** Ids of outcomes for which a shopper was asked. */
  readonly asked: string[] = [];
  rowsWritten = 0;
  answer: (request: Seen) => Response | Promise<Response> = () => new Response(null, { status: 204 });
  permit: (outcomeId: string) => boolean | Promise<boolean> = () => true;
  tellStore: () => void | Promise<void> = () => {};
  storage!: EndpointStorage;
  deliveries!: Deliveries;
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.#state = state;
    this.wake();
    this.storage.saveEndpoint({
      store: "shop",
      id: "we_1",
      url: URL_OF_RECEIVER,
      secrets: [{ secret: SECRET, until: null }],
      disabledReason: null,
      storeKnows: true,
      health: { consecutiveFailures: 0, failingSince: null },
      pausedUntil: null,
    });
  }

  /** As after an eviction or a crash: everything in memory is gone, what is in flight comes to nothing. */
  wake(): void {
    const { storage } = this.#state;
    const fake = {
      transactionSync: <T>(change: () => T) => storage.transactionSync(change),
      setAlarm: async (at: number | Date) => {
        this.alarmAt = Number(at);
      },
    };
    this.storage = new EndpointStorage(fake, this.#counted(storage.sql), (error) => {
      throw error;
    });
    this.deliveries = new Deliveries(this.storage, {
      send: (url, init) => this.#send(url, init),
      clock: () => this.now,
      random: () => this.random,
      permit: async (_endpoint, _shopper, id) => {
        this.asked.push(id);
        return this.permit(id);
      },
      allowLocal: this.allowLocal,
      timeoutMs: this.timeoutMs,
      waitScale: 1,
    });
  }

  /** Enqueues, and waits until whatever goes out at once has been answered. */
  async enqueue(...messages: WebhookMessage[]): Promise<void> {
    this.start(...messages);
    await this.deliveries.idle();
  }

  /** As the object's RPC method does it. */
  start(...messages: WebhookMessage[]): void {
    enqueue(this.storage, messages, this.now);
    for (const { shopper } of messages) this.deliveries.recheck(shopper);
    this.deliveries.start();
  }

  async alarm(): Promise<void> {
    this.alarmAt = null;
    await runAlarm(this.storage, this.deliveries, {
      clock: () => this.now,
      sleep: () => new Promise(() => {}),
      tellStore: async (...told) => {
        await this.tellStore();
        this.told.push(told.join(" "));
      },
    });
  }

  /** Lets the clock run until so many milliseconds after {@link START}; the alarm rings when it is set to. */
  async runTo(ms: number): Promise<void> {
    for (let rings = 0; this.alarmAt !== null && this.alarmAt <= START + ms; rings += 1) {
      if (rings > 2000) throw new Error("The alarm does not come to rest");
      this.now = Math.max(this.now, this.alarmAt);
      await this.alarm();
    }
    this.now = START + ms;
  }

  list(): DeliveryRecord[] {
    const all = { state: null, type: null, shopper: null, start: null, end: null, before: null, limit: 10_000 };
    return listDeliveries(this.storage.sql, all).toReversed();
  }

  /** `id state` of every message, in the order of arrival. */
  states(): string[] {
    return this.list().map(({ id, state }) => `${id} ${state}`);
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const headers = init.headers as Record<string, string>;
    const id = headers["webhook-id"] ?? "";
    const request = { at: this.now - START, id, url, headers, body: init.body as string, init };
    this.seen.push(request);
    return await this.answer(request);
  }

  #counted(sql: SqlStorage): SqlStorage {
    return {
      exec: <Row extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
        const cursor = sql.exec<Row>(query, ...bindings);
        this.rowsWritten += cursor.rowsWritten;
        return cursor;
      },
    } as SqlStorage;
  }
}

/** Runs a test inside an endpoint's object of its own. */
export async function withEndpoint(test: (bench: EndpointBench) => Promise<void>): Promise<void> {
  const stub = env.WEBHOOK_ENDPOINT.get(env.WEBHOOK_ENDPOINT.newUniqueId());
  await runInDurableObject(stub, async (_instance, state) => test(new EndpointBench(state)));
}

/** A message of a shopper. */
export function message(id: string, shopper = id): WebhookMessage {
  return { id, type: "cart.abandoned", shopper: `u:${shopper}`, body: JSON.stringify({ type: "cart.abandoned", id }) };
}
