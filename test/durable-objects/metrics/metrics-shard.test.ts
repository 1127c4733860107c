import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { AbandonedCartsQuery, CartRow } from "../../../durable-objects/metrics/abandoned-carts-query.ts";
import type { MetricsShard } from "../../../durable-objects/metrics/metrics-shard.ts";
import { NOON, deltaOf, entryOf, queryOf } from "./delta-of.ts";

type Shard = DurableObjectStub<MetricsShard>;
let shards = 0;

function newShard(): Shard {
  shards += 1;
  return env.METRICS_SHARD.getByName(`metrics-shard-test/${shards}`);
}

async function cartsOf(shard: Shard, query: Partial<AbandonedCartsQuery> = {}): Promise<CartRow[]> {
  const result = await shard.abandonedCarts(queryOf(query));
  if (!result.ok) throw new Error(result.reason);
  const known = await shard.directoryEntries(result.positions.map(({ shopper }) => shopper));
  const entries = new Map(known.map(({ shopper, directory }) => [shopper, directory]));
  return result.positions.map((position) => {
    const directory = entries.get(position.shopper);
    if (directory === undefined) throw new Error("a shopper of the list whom the directory does not know");
    return { ...position, directory };
  });
}

async function valuesOf(shard: Shard): Promise<number[]> {
  return (await cartsOf(shard)).map((row) => row.valueMinor);
}

const valued = (valueMinor: number) => entryOf({ valueMinor });

describe("applying", () => {
  test("an applied cart is listed with everything that the directory knows of it", async () => {
    const shard = newShard();
    await shard.apply([deltaOf()]);
    expect(await cartsOf(shard)).toEqual([
      { shopper: "a:1", lastActivityAt: NOON, valueMinor: 900, currency: "USD", directory: entryOf() },
    ]);
  });

  test("a repeat answers and changes nothing, not even under another content", async () => {
    const shard = newShard();
    await shard.apply([deltaOf({ directory: valued(1) })]);
    await shard.apply([deltaOf({ directory: valued(2) })]);
    expect(await valuesOf(shard)).toEqual([1]);
  });

  test("a repeat writes no row", async () => {
    const shard = newShard();
    await shard.apply([deltaOf()]);
    const bodies = async () =>
      runInDurableObject(shard, (_, { storage }) => storage.sql.exec("SELECT body FROM log").toArray());
    const before = await bodies();
    await shard.apply([deltaOf()]);
    expect(await bodies()).toEqual(before);
  });

  test("the next in sequence replaces the one before", async () => {
    const shard = newShard();
    await shard.apply([deltaOf({ directory: valued(1) })]);
    await shard.apply([deltaOf({ sequence: 2, directory: valued(2) })]);
    expect(await valuesOf(shard)).toEqual([2]);
  });

  test("after a gap nothing is taken: the answer says from where to send again", async () => {
    const shard = newShard();
    expect(await shard.apply([deltaOf({ directory: valued(1) })])).toBe(1);
    expect(await shard.apply([deltaOf({ sequence: 3, directory: valued(3) })])).toBe(1);
    expect(await valuesOf(shard)).toEqual([1]);
    const again = [2, 3].map((sequence) => deltaOf({ sequence, directory: valued(sequence) }));
    expect(await shard.apply(again)).toBe(3);
    expect(await valuesOf(shard)).toEqual([3]);
  });

  test("the first of an unknown incarnation is number 1", async () => {
    const shard = newShard();
    expect(await shard.apply([deltaOf({ sequence: 2 })])).toBe(0);
    expect(await cartsOf(shard)).toEqual([]);
  });

  test("deltas in whatever order count once each, in the order of their numbers, while they are sent again", async () => {
    const shard = newShard();
    const sequences = [2, 1, 4, 4, 3, 2, 1, 3, 4];
    for (const sequence of sequences) await shard.apply([deltaOf({ sequence, directory: valued(sequence) })]);
    expect(await valuesOf(shard)).toEqual([4]);
  });

  test("removing a shopper leaves nothing of it in the list", async () => {
    const shard = newShard();
    await shard.apply([deltaOf()]);
    await shard.apply([deltaOf({ sequence: 2, directory: null })]);
    expect(await cartsOf(shard)).toEqual([]);
  });

  test("a delta delayed behind the removal does not bring the shopper back, a newer one does", async () => {
    const shard = newShard();
    await shard.apply([deltaOf({ sequence: 1 }), deltaOf({ sequence: 2, directory: null })]);
    await shard.apply([deltaOf({ sequence: 1 })]);
    expect(await cartsOf(shard)).toEqual([]);
    await shard.apply([deltaOf({ sequence: 3, directory: valued(3) })]);
    expect(await valuesOf(shard)).toEqual([3]);
  });

  test("a new incarnation starts at 1 again and takes the shopper over for good", async () => {
    const shard = newShard();
    await shard.apply([deltaOf({ sequence: 1, directory: valued(7) })]);
    await shard.apply([deltaOf({ incarnation: "i-2", sequence: 1, directory: valued(1) })]);
    expect(await valuesOf(shard)).toEqual([1]);
    await shard.apply([deltaOf({ sequence: 2, directory: valued(8) })]);
    await shard.apply([deltaOf({ sequence: 3, directory: null })]);
    expect(await valuesOf(shard)).toEqual([1]);
    await shard.apply([deltaOf({ incarnation: "i-2", sequence: 2, directory: valued(2) })]);
    expect(await valuesOf(shard)).toEqual([2]);
  });

  test("rebirth after an erasure is applied, what the erased one had under way is not", async () => {
    const shard = newShard();
    await shard.apply([deltaOf({ sequence: 1, directory: null })]);
    await shard.apply([deltaOf({ incarnation: "i-2", directory: valued(1) })]);
    await shard.apply([deltaOf({ sequence: 1, directory: valued(3) })]);
    expect(await valuesOf(shard)).toEqual([1]);
  });
});

describe("listing", () => {
  test("a cart is idle long enough at the very millisecond, not before", async () => {
    const shard = newShard();
    await shard.apply([deltaOf()]);
    const idleMs = 1_800_000;
    expect(await cartsOf(shard, { now: NOON + idleMs - 1, idleMs })).toHaveLength(0);
    expect(await cartsOf(shard, { now: NOON + idleMs, idleMs })).toHaveLength(1);
  });
});

describe("shard count", () => {
  test("a delta and a query with another count than the shard was created with are refused", async () => {
    const shard = newShard();
    await shard.apply([deltaOf({ shards: 16 })]);
    await runInDurableObject(shard, async (instance: MetricsShard) => {
      await expect(instance.apply([deltaOf({ shards: 8, sequence: 2 })])).rejects.toThrow("shard_count");
    });
    expect(await shard.abandonedCarts(queryOf({ shards: 8 }))).toEqual({ ok: false, reason: "shard_count" });
    expect(await cartsOf(shard)).toHaveLength(1);
  });

  test("it is remembered over an eviction", async () => {
    const shard = newShard();
    await shard.apply([deltaOf({ shards: 4 })]);
    await evictDurableObject(shard);
    expect(await shard.abandonedCarts(queryOf({ shards: 16 }))).toEqual({ ok: false, reason: "shard_count" });
    expect(await shard.abandonedCarts(queryOf({ shards: 4 }))).toMatchObject({ ok: true });
  });

  test("a query of a shard without deltas fixes nothing", async () => {
    const shard = newShard();
    expect(await cartsOf(shard, { shards: 8 })).toEqual([]);
    await shard.apply([deltaOf({ shards: 16 })]);
    expect(await cartsOf(shard, { shards: 16 })).toHaveLength(1);
  });
});

describe("what survives", () => {
  test("eviction: entries, sequences, removals and former incarnations", async () => {
    const shard = newShard();
    const upToFive = [1, 2, 3, 4, 5].map((sequence) => deltaOf({ sequence, directory: valued(sequence) }));
    await shard.apply(upToFive);
    await shard.apply([deltaOf({ shopper: "u:2", incarnation: "j-1", sequence: 1, directory: null })]);
    await shard.apply([deltaOf({ shopper: "u:3", incarnation: "k-1" })]);
    await shard.apply([deltaOf({ shopper: "u:3", incarnation: "k-2", directory: valued(3) })]);
    await evictDurableObject(shard);
    await shard.apply([deltaOf({ sequence: 4, directory: valued(4) })]);
    await shard.apply([deltaOf({ shopper: "u:2", incarnation: "j-1", sequence: 1 })]);
    await shard.apply([deltaOf({ shopper: "u:3", incarnation: "k-1", sequence: 2, directory: valued(9) })]);
    expect((await cartsOf(shard)).map(({ shopper, valueMinor }) => [shopper, valueMinor])).toEqual([
      ["a:1", 5],
      ["u:3", 3],
    ]);
  });

  test("a kill right after the answer loses nothing, and sending again after it doubles nothing", async () => {
    const shard = newShard();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        shard.apply([deltaOf({ shopper: `a:${index}`, incarnation: `i-${index}` })]),
      ),
    );
    await abortAllDurableObjects();
    const again = env.METRICS_SHARD.getByName(`metrics-shard-test/${shards}`);
    await again.apply([deltaOf({ shopper: "a:7", incarnation: "i-7", directory: valued(1) })]);
    expect(await valuesOf(again)).toEqual(Array.from({ length: 40 }, () => 900));
  });

  test("a kill in the middle of a group: nobody was answered, and sending again applies everything", async () => {
    const shard = newShard();
    const deltas = Array.from({ length: 10 }, (_, index) =>
      deltaOf({ shopper: `a:${index}`, incarnation: `i-${index}` }),
    );
    await shard.apply([deltaOf({ shopper: "a:0", incarnation: "i-0" })]);
    const answers = Promise.allSettled(deltas.slice(1).map((delta) => shard.apply([delta])));
    await abortAllDurableObjects();
    expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => "rejected"));
    const again = env.METRICS_SHARD.getByName(`metrics-shard-test/${shards}`);
    expect(await cartsOf(again)).toHaveLength(1);
    await Promise.all(deltas.map((delta) => again.apply([delta])));
    expect(await cartsOf(again)).toHaveLength(10);
  });
});
