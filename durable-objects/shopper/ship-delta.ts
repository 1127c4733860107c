import { shardOf } from "../../engine/shard-of.ts";
import { orderShardOf } from "../../engine/contribution/order-shard.ts";
import type { OrderClaim } from "../../engine/contribution/order-claim.ts";
import type { Env } from "../env.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { hashHex } from "../../engine/hash.ts";
import type { SessionClaim } from "../../engine/contribution/session-claim.ts";
import type { MetricsShard } from "../metrics/metrics-shard.ts";
import type { OrderChange, SessionChange, ShopperDelta, SilenceChange } from "../metrics/shopper-delta.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { PendingDelta } from "./pending-delta.ts";
import type { SendAll } from "./ship-together.ts";
import type { ShopperState } from "./shopper-state.ts";

/** Numbers that travel in one call. */
const NUMBERS_PER_CALL = 16;

/** What a shopper ships in one call. */
export interface Shipment {
  /** When the oldest of it was recorded. */
  recordedAt: number;
  deltas: ShopperDelta[];
  orders: OrderChange[];
  sessions: SessionChange[];
  guests: SilenceChange[];
}

/** What no shard has confirmed, oldest first; null when there is nothing. */
export function shipmentOf(state: ShopperState, shards: number): Shipment | null {
  const pending = state.pending.slice(0, NUMBERS_PER_CALL);
  if (pending.length === 0) return null;
  const { shopper, incarnation } = state;
  return {
    recordedAt: pending[0]?.version ?? 0,
    deltas: pending.map(({ sequence, directory, events, facts }) => ({
      shopper,
      shards,
      incarnation,
      sequence,
      directory,
      events,
      facts,
    })),
    orders: pending.flatMap((delta) => orderChanges(state, delta, shards)),
    sessions: pending.flatMap((delta) => sessionChanges(state, delta, shards)),
    guests: pending.flatMap((delta) => silenceChanges(delta, shards)),
  };
}

/**
 * Ships to the shards of the orders and then to the shopper's own, which answers how far it has come. Rejects when one
 * of them does not take it: then everything is shipped again, which changes nothing where it had arrived.
 * `retentionMs` is how long the event log keeps what it is given.
 */
export async function ship(
  env: Pick<Env, "METRICS_SHARD">,
  state: Pick<ShopperState, "store" | "shopper">,
  shipment: Shipment,
  retentionMs: number,
): Promise<number> {
  await shipClaims(env, state, shipment);
  const shard = ownShard(state, shipment.deltas[0]?.shards ?? 1);
  const [applied = 0] = await applyAll(env, shard, retentionMs)([shipment.deltas]);
  return applied;
}

/** Claims, to the shards of orders, sessions and guests: before what the shopper's own shard confirms for all of it. */
export async function shipClaims(
  env: Pick<Env, "METRICS_SHARD">,
  { store }: Pick<ShopperState, "store">,
  { deltas, orders, sessions, guests }: Shipment,
): Promise<void> {
  const shards = deltas[0]?.shards ?? 1;
  const shardAt = (number: number): DurableObjectStub<MetricsShard> => {
    storageCounters.addRequest("MetricsShard");
    return env.METRICS_SHARD.getByName(shardName(store, number));
  };
  const ordersByShard = Map.groupBy(orders, ({ order }) => orderShardOf(order, shards));
  const sessionsByShard = Map.groupBy(sessions, ({ session }) => orderShardOf(session, shards));
  const guestsByShard = Map.groupBy(guests, ({ guest }) => shardOf(guest, shards));
  await Promise.all([
    ...Array.from(guestsByShard, async ([number, changes]) => shardAt(number).silence(changes)),
    ...Array.from(ordersByShard, async ([number, changes]) => shardAt(number).claim(changes)),
    ...Array.from(sessionsByShard, async ([number, changes]) => shardAt(number).claimSessions(changes)),
  ]);
}

/** The name of the shard that a shopper's own differences go to. */
export function ownShard({ store, shopper }: Pick<ShopperState, "store" | "shopper">, shards: number): string {
  return shardName(store, shardOf(shopper, shards));
}

/** Applies the differences of several shoppers in one call. */
export function applyAll(env: Pick<Env, "METRICS_SHARD">, shard: string, retentionMs: number): SendAll {
  return async (shipments) => {
    storageCounters.addRequest("MetricsShard");
    return await env.METRICS_SHARD.getByName(shard).applyAll(
      shipments.map((deltas) => [...deltas]),
      retentionMs,
    );
  };
}

function shardName(store: string, number: number): string {
  return `${store}/shard/${number}`;
}

function orderChanges({ shopper }: ShopperState, { orders, version }: PendingDelta, shards: number): OrderChange[] {
  return orders.map(([key, value]) => {
    const claim = value as OrderClaim | null;
    return { order: key.slice(2), shards, shopper, version, claim };
  });
}

function sessionChanges(
  { shopper }: ShopperState,
  { sessions = [], version }: PendingDelta,
  shards: number,
): SessionChange[] {
  return sessions.map(([key, value]) => {
    const [session = "", from = ""] = key.slice(2).split("\n");
    const claimant = hashHex(`${shopper}\n${from}`).slice(0, 16);
    return { session, shards, claimant, version, claim: value as SessionClaim | null };
  });
}

function silenceChanges({ guests = [], version }: PendingDelta, shards: number): SilenceChange[] {
  return guests.map(([key, value]) => ({
    guest: key.slice(2) as ShopperKey,
    shards,
    version,
    silenced: value === true,
  }));
}
