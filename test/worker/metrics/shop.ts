import { env } from "cloudflare:workers";
import { evaluate } from "../../../durable-objects/shopper/evaluate.ts";
import { acknowledge, withdraw } from "../../../durable-objects/shopper/pending-delta.ts";
import { forgetBelongings, release } from "../../../durable-objects/shopper/release.ts";
import { ship, shipmentOf } from "../../../durable-objects/shopper/ship-delta.ts";
import type { ShopperState } from "../../../durable-objects/shopper/shopper-state.ts";
import { newState } from "../../../durable-objects/shopper/new-state.ts";
import { takeEvents } from "../../../durable-objects/shopper/take-events.ts";
import { takeOver } from "../../../durable-objects/shopper/take-over.ts";
import { forgetStoreConfig } from "../../../durable-objects/store/cached-store-config.ts";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { shardOf } from "../../../engine/shard-of.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../protocol/settings.ts";
import { app } from "../../../worker/app.ts";
import { asDescribed } from "../as-described.ts";
import { type EnvOverrides, SHARDS, envOf, secretKeyOf } from "../env-of.ts";

/**
 * A store of the test's own: its shoppers are states without objects, whose clock is the events' own, and ship to real
 * shards; its questions go through the real routes.
 */
export class Shop {
  readonly store: string;
  readonly config: ShopperConfig;
  readonly states = new Map<ShopperKey, ShopperState>();
  readonly #overrides: EnvOverrides;

  constructor(store: string, settings: Partial<Settings> = {}) {
    this.store = store;
    this.config = { settings: { ...DEFAULT_SETTINGS, ...settings }, salt: "salt", shards: SHARDS, endpoints: [] };
    this.#overrides = { settings };
  }

  /** Gives a shopper events as if they were received now, by its own clock. Nothing is shipped yet. */
  take(
    shopper: ShopperKey,
    events: ShopperEvent[],
    now = Math.max(...events.map(({ receivedAt }) => receivedAt)),
  ): void {
    const state = this.state(shopper);
    takeEvents(state, events, this.config, now);
    evaluate(state, this.config, now);
  }

  /** Lets time pass for a shopper: deadlines, expiry. */
  wake(shopper: ShopperKey, now: number): void {
    evaluate(this.state(shopper), this.config, now);
  }

  /** Makes an anonymous shopper a user's, as the objects do. */
  merge(from: ShopperKey, to: ShopperKey, now: number): void {
    const [other, user] = [this.state(from), this.state(to)];
    user.bindings[from] = "pending";
    const released = release(other, to, { incarnation: crypto.randomUUID(), now });
    takeOver(user, from, structuredClone(released), { config: this.config, now });
    forgetBelongings(other);
    evaluate(user, this.config, now);
  }

  /** Erases a shopper everywhere. */
  async erase(shopper: ShopperKey): Promise<void> {
    const state = this.state(shopper);
    withdraw(state, Date.now());
    await this.shipOne(state);
    await env.METRICS_SHARD.getByName(`${this.store}/shard/${shardOf(shopper, SHARDS)}`).eraseEvents(shopper);
    this.states.delete(shopper);
  }

  /** Ships whatever is pending. */
  async ship(): Promise<void> {
    await Promise.all([...this.states.values()].map(async (state) => this.shipOne(state)));
  }

  async shipOne(state: ShopperState): Promise<void> {
    for (let shipment = shipmentOf(state, SHARDS); shipment !== null; shipment = shipmentOf(state, SHARDS)) {
      state.sentSequence = Math.max(state.sentSequence, shipment.deltas.at(-1)?.sequence ?? 0);
      acknowledge(state, state.incarnation, await ship(env, state, shipment, Infinity));
    }
  }

  state(shopper: ShopperKey): ShopperState {
    const state = this.states.get(shopper) ?? newState(this.store, shopper, crypto.randomUUID());
    this.states.set(shopper, state);
    return state;
  }

  /** Asks a route and returns what it answers, which must be a 200. */
  async get<Answer>(path: string, body?: unknown): Promise<Answer> {
    const response = await this.ask(path, body);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json<Answer>();
  }

  async ask(path: string, body?: unknown, overrides: EnvOverrides = {}): Promise<Response> {
    const headers = { Authorization: `Bearer ${secretKeyOf(this.store)}` };
    const init = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
    forgetStoreConfig(this.store);
    const request = new Request(`http://collector.test${path}`, init);
    const response = await app.fetch(request, envOf(this.store, { ...this.#overrides, ...overrides }));
    return asDescribed(request, response);
  }
}
