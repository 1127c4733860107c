import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { ShardStore } from "../../../durable-objects/metrics/shard-store.ts";
import type { ShopperDelta } from "../../../durable-objects/metrics/shopper-delta.ts";
import { NOON, deltaOf, entryOf } from "./delta-of.ts";

/** Writes one group of deltas. */
type Write = (sql: SqlStorage, deltas: readonly ShopperDelta[]) => void;

/** What was weighed against the log and its pages: a row for each shopper. */
const SHOPPER_ROWS = {
  "with two partial indexes": [
    "CREATE TABLE shopper (shopper TEXT PRIMARY KEY, at INTEGER, value INTEGER, cart TEXT, body TEXT) WITHOUT ROWID",
    "CREATE INDEX by_at ON shopper (at, shopper) WHERE cart IS NOT NULL",
    "CREATE INDEX by_value ON shopper (value, shopper) WHERE cart IS NOT NULL",
  ],
  "without an index": [
    "CREATE TABLE shopper (shopper TEXT PRIMARY KEY, at INTEGER, value INTEGER, cart TEXT, body TEXT) WITHOUT ROWID",
  ],
};
const UPSERT = `
  INSERT INTO shopper VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
  SET at = excluded.at, value = excluded.value, cart = excluded.cart, body = excluded.body`;

const writeShopperRows: Write = (sql, deltas) => {
  for (const { shopper, directory } of deltas) {
    if (directory === null) sql.exec("DELETE FROM shopper WHERE shopper = ?", shopper);
    else {
      const { lastActivityAt, valueMinor, cartId } = directory;
      sql.exec(UPSERT, shopper, lastActivityAt, valueMinor, cartId, JSON.stringify(directory));
    }
  }
};

/** 125 shoppers (a shard's part of 2,000) with carts that come again and again. */
function* warm(): Generator<ShopperDelta> {
  for (let sequence = 1; sequence <= 64; sequence += 1) {
    for (let shopper = 0; shopper < 125; shopper += 1) yield deltaAt(shopper, sequence);
  }
}

/** 2,000 shoppers who come once, five changes each among those of 20 others, and are all erased later. */
function* real(): Generator<ShopperDelta> {
  for (let first = 0; first < 2000; first += 20) {
    for (let sequence = 1; sequence <= 5; sequence += 1) {
      for (let shopper = first; shopper < first + 20; shopper += 1) yield deltaAt(shopper, sequence);
    }
  }
  for (let shopper = 0; shopper < 2000; shopper += 1) yield { ...deltaAt(shopper, 6), directory: null };
}

/** 20,000 shoppers of one shard (320,000 of the store), each changed three times, all of them strewn over the pages. */
function* scattered(): Generator<ShopperDelta> {
  // Strides without a divisor of 20,000: every shopper once, in an order that jumps over the pages.
  for (const [index, stride] of [1, 7919, 6007].entries()) {
    for (let step = 0; step < 20_000; step += 1) yield deltaAt((step * stride) % 20_000, index + 1);
  }
}

function deltaAt(shopper: number, sequence: number): ShopperDelta {
  const directory = entryOf({ lastActivityAt: NOON + sequence, valueMinor: shopper + sequence });
  return deltaOf({ shopper: `a:shopper-${shopper}`, incarnation: `incarnation-${shopper}`, sequence, directory });
}

let shards = 0;

async function rowsPerDelta(
  schema: readonly string[] | null,
  deltas: Generator<ShopperDelta>,
  groupSize: number,
): Promise<number> {
  shards += 1;
  return runInDurableObject(env.METRICS_SHARD.getByName(`rows-written-test/${shards}`), (_, { storage }) => {
    let rows = 0;
    let count = 0;
    const counted = {
      exec: (query: string, ...bindings: unknown[]) => {
        const cursor = storage.sql.exec(query, ...bindings);
        rows += cursor.rowsWritten;
        return cursor;
      },
    } as SqlStorage;
    schema?.forEach((statement) => storage.sql.exec(statement));
    const store = new ShardStore(storage, counted);
    const write: Write = schema
      ? writeShopperRows
      : (_sql, group) =>
          store.commit(
            group.map((delta) => ({ delta })),
            NOON,
          );
    let group: ShopperDelta[] = [];
    for (const delta of deltas) {
      group.push(delta);
      count += 1;
      if (group.length < groupSize) continue;
      write(counted, group);
      group = [];
    }
    if (group.length > 0) write(counted, group);
    return rows / count;
  });
}

describe("rows written for a delta, commits and checkpoints together", () => {
  const mixes = { warm, real, scattered };
  const schemas = {
    "log and pages": null,
    "a row with two indexes": SHOPPER_ROWS["with two partial indexes"],
    "a row without index": SHOPPER_ROWS["without an index"],
  };

  test.each([
    { mix: "warm", schema: "log and pages", alone: 1.01, ten: 0.11 },
    { mix: "real", schema: "log and pages", alone: 1.02, ten: 0.12 },
    { mix: "scattered", schema: "log and pages", alone: 1.23, ten: 0.33 },
    { mix: "warm", schema: "a row with two indexes", alone: 3, ten: 3 },
    { mix: "real", schema: "a row with two indexes", alone: 2.67, ten: 2.67 },
    { mix: "warm", schema: "a row without index", alone: 1, ten: 1 },
    { mix: "real", schema: "a row without index", alone: 1, ten: 1 },
  ] as const)(
    "$mix mix, $schema: $alone alone, $ten when ten are committed together",
    async (row) => {
      const deltas = mixes[row.mix];
      const schema = schemas[row.schema];
      const alone = await rowsPerDelta(schema, deltas(), 1);
      const ten = await rowsPerDelta(schema, deltas(), 10);
      expect({ alone, ten }).toEqual({ alone: expect.closeTo(row.alone, 2), ten: expect.closeTo(row.ten, 2) });
    },
    60_000,
  );
});
