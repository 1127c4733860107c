import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ShardStore } from "../../../durable-objects/metrics/shard-store.ts";
import type { ShopperDelta } from "../../../durable-objects/metrics/shopper-delta.ts";
import { NOON, deltaOf, entryOf } from "./delta-of.ts";
import { listedCarts } from "./listed-carts.ts";

let shards = 0;

/** Runs in the storage of a shard that nothing else uses. */
async function inStorage(run: (storage: DurableObjectStorage) => void): Promise<void> {
  shards += 1;
  const shard = env.METRICS_SHARD.getByName(`shard-store-test/${shards}`);
  await runInDurableObject(shard, (_, { storage }) => run(storage));
}

function commit(store: ShardStore, deltas: readonly ShopperDelta[], now: number): void {
  const arrivals = deltas.map((delta) => ({ delta }));
  store.commit(arrivals, now);
}

function numbered(from: number, to: number, delta: (shopper: number) => Partial<ShopperDelta>): ShopperDelta[] {
  return Array.from({ length: to - from }, (_, index) => {
    const shopper = from + index;
    return deltaOf({ shopper: `a:${shopper}`, incarnation: `i-${shopper}`, ...delta(shopper) });
  });
}

const everyone = (to: number) => numbered(0, to, () => ({}));

const count = (storage: DurableObjectStorage, table: "log" | "page") =>
  storage.sql.exec<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).one().n;

describe("the checkpoint", () => {
  test("moves 2,048 changed shoppers into 64 pages and empties the log; a restart finds them all", async () => {
    await inStorage((storage) => {
      const store = new ShardStore(storage, storage.sql);
      commit(
        store,
        numbered(0, 2047, () => ({})),
        NOON,
      );
      expect([count(storage, "log") > 0, count(storage, "page")]).toEqual([true, 0]);
      commit(
        store,
        numbered(2047, 2048, () => ({})),
        NOON,
      );
      expect([count(storage, "log"), count(storage, "page")]).toEqual([0, 64]);
      expect(listedCarts(storage.sql, store)).toHaveLength(2048);
      expect(listedCarts(storage.sql, new ShardStore(storage, storage.sql))).toEqual(listedCarts(storage.sql, store));
    });
  });

  test("entries, sequences and retired incarnations count after it and a restart as before", async () => {
    await inStorage((storage) => {
      const first = new ShardStore(storage, storage.sql);
      commit(first, [deltaOf({ shopper: "u:gone", incarnation: "g", directory: null })], NOON);
      commit(
        first,
        numbered(0, 2048, () => ({})),
        NOON,
      );
      const again = new ShardStore(storage, storage.sql);
      commit(again, [deltaOf({ shopper: "u:gone", incarnation: "g" })], NOON);
      commit(
        again,
        numbered(0, 9, () => ({ directory: entryOf({ valueMinor: 1 }) })),
        NOON,
      );
      expect(listedCarts(storage.sql, again, { identity: "known" })).toEqual([]);
      expect(listedCarts(storage.sql, again).every((row) => row.valueMinor === 900)).toBe(true);
    });
  });

  test("shoppers who were removed leave their pages, and pages that are nearly empty are given up", async () => {
    await inStorage((storage) => {
      const store = new ShardStore(storage, storage.sql);
      commit(
        store,
        numbered(0, 4096, () => ({})),
        NOON,
      );
      // Of each page one stays.
      const removed = numbered(0, 4096, () => ({ sequence: 2, directory: null }));
      commit(
        store,
        removed.filter((_, index) => index % 32 !== 0),
        NOON,
      );
      const bodies = storage.sql.exec<{ body: string }>("SELECT body FROM page").toArray();
      expect(bodies.flatMap(({ body }) => body.split("\n"))).toHaveLength(128);
      expect(bodies).toHaveLength(4);
      expect(listedCarts(storage.sql, new ShardStore(storage, storage.sql))).toHaveLength(128);
    });
  });

  test("a shopper removed and reborn between two checkpoints is in one page only", async () => {
    await inStorage((storage) => {
      const store = new ShardStore(storage, storage.sql);
      commit(store, everyone(2048), NOON);
      commit(store, [deltaOf({ shopper: "a:7", incarnation: "i-7", sequence: 2, directory: null })], NOON);
      commit(store, [deltaOf({ shopper: "a:7", incarnation: "j-7" })], NOON);
      commit(
        store,
        numbered(3000, 5048, () => ({})),
        NOON,
      );
      const bodies = storage.sql.exec<{ body: string }>("SELECT body FROM page").toArray();
      const lines = bodies.flatMap(({ body }) => body.split("\n")).filter((line) => line.startsWith('"a:7"\t'));
      expect(lines).toHaveLength(1);
    });
  });

  test("a cart of the largest size is stored and listed whole, many of them in more and smaller pages", async () => {
    await inStorage((storage) => {
      const items = Array.from({ length: 500 }, (_, item) => ({
        id: `${item}`.padEnd(128, "i"),
        name: "ế".repeat(256),
        quantity: 1,
        priceMinor: 1,
      }));
      const store = new ShardStore(storage, storage.sql);
      for (let shopper = 0; shopper < 12; shopper += 1) {
        commit(
          store,
          numbered(shopper, shopper + 1, () => ({ directory: entryOf({ items }) })),
          NOON,
        );
      }
      expect(count(storage, "page")).toBeGreaterThan(0);
      const rows = listedCarts(storage.sql, new ShardStore(storage, storage.sql));
      expect(rows).toHaveLength(12);
      expect(rows.every(({ directory }) => directory.items.length === 500)).toBe(true);
    });
  });

  test("carts that grow beyond what a page may hold move to other pages", async () => {
    await inStorage((storage) => {
      const store = new ShardStore(storage, storage.sql);
      commit(store, everyone(2048), NOON);
      const items = Array.from({ length: 100 }, (_, item) => ({
        id: `${item}`.padEnd(128, "i"),
        name: null,
        quantity: 1,
        priceMinor: 1,
      }));
      commit(
        store,
        numbered(0, 128, () => ({ sequence: 2, directory: entryOf({ items }) })),
        NOON,
      );
      expect(count(storage, "log")).toBe(0);
      const longest = storage.sql.exec<{ n: number }>("SELECT max(length(body)) AS n FROM page").one();
      expect(longest.n).toBeLessThanOrEqual(140 * 1024);
      const rows = listedCarts(storage.sql, new ShardStore(storage, storage.sql));
      expect(rows.filter(({ directory }) => directory.items.length === 100)).toHaveLength(128);
      expect(rows).toHaveLength(2048);
    });
  });
});

describe("a commit that fails", () => {
  test("leaves memory and storage as they were", async () => {
    await inStorage((storage) => {
      let broken = false;
      const sql = {
        exec: (query: string, ...bindings: unknown[]) => {
          if (broken && query.startsWith("UPDATE log")) throw new Error("disk is full");
          return storage.sql.exec(query, ...bindings);
        },
      } as SqlStorage;
      const store = new ShardStore(storage, sql);
      commit(store, [deltaOf()], NOON);
      broken = true;
      const next = [deltaOf({ sequence: 2, directory: entryOf({ valueMinor: 2 }) })];
      expect(() => commit(store, next, NOON)).toThrow("disk is full");
      expect(listedCarts(storage.sql, store)).toMatchObject([{ valueMinor: 900 }]);
      broken = false;
      commit(store, next, NOON);
      expect(listedCarts(storage.sql, new ShardStore(storage, storage.sql))).toMatchObject([{ valueMinor: 2 }]);
    });
  });
});

describe("whatever is applied, in whatever groups, with restarts between", () => {
  const operation = fc.record({
    shopper: fc.integer({ min: 0, max: 5 }),
    incarnation: fc.integer({ min: 0, max: 2 }),
    sequence: fc.integer({ min: 1, max: 4 }),
    removes: fc.boolean(),
    ends: fc.constantFrom("goes on", "commits", "restarts"),
  });

  test("the directory is what a plain reading of the rule gives", async () => {
    await inStorage((storage) => {
      fc.assert(
        fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
          for (const table of ["log", "page", "shard", "cell", "segment"]) storage.sql.exec(`DELETE FROM ${table}`);
          let store = new ShardStore(storage, storage.sql);
          const model = new Map<string, { incarnation: string; sequence: number; value: number | null }>();
          const latest = new Map<string, number>();
          let group: ShopperDelta[] = [];
          for (const [value, { ends, removes, ...at }] of operations.entries()) {
            const shopper = `a:${at.shopper}` as const;
            const incarnation = `i-${at.shopper}-${at.incarnation}`;
            const { sequence } = at;
            const directory = removes ? null : entryOf({ valueMinor: value });
            group.push(deltaOf({ shopper, incarnation, sequence, directory }));
            if (sequence === (latest.get(incarnation) ?? 0) + 1) {
              const former = model.get(shopper)?.incarnation;
              if (former !== undefined && former !== incarnation && model.get(shopper)?.value !== null) {
                latest.set(former, Number.MAX_SAFE_INTEGER);
              }
              latest.set(incarnation, sequence);
              model.set(shopper, { incarnation, sequence, value: removes ? null : value });
            }
            if (ends === "goes on") continue;
            store.commit(
              group.map((delta) => ({ delta })),
              NOON,
            );
            group = [];
            if (ends === "restarts") store = new ShardStore(storage, storage.sql);
          }
          store.commit(
            group.map((delta) => ({ delta })),
            NOON,
          );
          const expected = [...model].flatMap(([shopper, { value }]) =>
            value === null ? [] : [[shopper, value] as const],
          );
          const listed = listedCarts(storage.sql, store).map((row) => [row.shopper, row.valueMinor] as const);
          expect(new Map(listed)).toEqual(new Map(expected));
          expect(listed).toHaveLength(expected.length);
        }),
        { numRuns: 300 },
      );
    });
  });
});
