import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { RejectedRecord } from "../../../durable-objects/store/rejected-record.ts";
import type { Store } from "../../../durable-objects/store/store.ts";
import { storageCounters } from "../../../durable-objects/storage/storage-counters.ts";

const store = env.STORE.getByName("dev");
const DAY_MS = 86_400_000;
const START = Date.now();
let made = 0;

function records(count: number): RejectedRecord[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const messageId = `m${made}`;
    return {
      receivedAt: START + made,
      messageId,
      code: "too_old",
      message: "old",
      type: "track",
      event: "x",
      fields: [],
    };
  });
}

const kept = async (limit = 1000) => (await store.rejected(null, limit)).records;

describe("rejected events", () => {
  test("come back youngest first, numbered from the first for ever", async () => {
    await store.recordRejected(records(2));
    await store.recordRejected(records(1));
    expect((await kept()).map(({ number, messageId }) => [number, messageId])).toEqual([
      [3, "m3"],
      [2, "m2"],
      [1, "m1"],
    ]);
  });

  test("the last thousand are kept, all are counted, also through an eviction", async () => {
    for (let round = 0; round < 5; round += 1) await store.recordRejected(records(330));
    await evictDurableObject(store);
    const page = await store.rejected(null, 5000);
    expect(page.records).toHaveLength(1000);
    expect(page.records[0]).toMatchObject({ number: made, messageId: `m${made}` });
    expect(page.records.at(-1)).toMatchObject({ number: made - 999, messageId: `m${made - 999}` });
    expect(page.total).toBe(made);
    expect(page.byCode).toEqual({ too_old: made });
    expect(page.nextBefore).toBeNull();
  });

  test("one by one they are kept as well, and old blobs go", async () => {
    await runInDurableObject<Store, void>(store, (instance) => {
      for (let round = 0; round < 1_150; round += 1) instance.recordRejected(records(1));
    });
    expect((await kept()).map(({ number }) => number)).toEqual(Array.from({ length: 1000 }, (_, i) => made - i));
    const blobs = await runInDurableObject<Store, number>(store, (_, { storage }) =>
      Number(storage.sql.exec("SELECT count(*) AS n FROM rejected").one()["n"]),
    );
    expect(blobs).toBeLessThanOrEqual(11);
  });

  test("five hundred at once write a few rows, not five hundred", async () => {
    const before = storageCounters.rowsWritten().get("Store") ?? 0;
    await store.recordRejected(records(500));
    const written = (storageCounters.rowsWritten().get("Store") ?? 0) - before;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(20);
  });
});

test("what was refused is forgotten by the alarm once events would be, and stays counted", async () => {
  const other = env.STORE.getByName("dev");
  const before = (await other.rejected(null, 1)).total;
  const [old] = records(1);
  if (old === undefined) throw new Error("no record");
  await runInDurableObject(other, (_, { storage }) => storage.sql.exec("DELETE FROM rejected"));
  await other.recordRejected([{ ...old, receivedAt: Date.now() - 89 * DAY_MS }]);
  await runDurableObjectAlarm(other);
  expect(await kept()).toHaveLength(1);
  await runInDurableObject(other, (_, { storage }) =>
    storage.sql.exec(
      "UPDATE rejected SET records = ?",
      JSON.stringify([{ ...old, receivedAt: Date.now() - 91 * DAY_MS }]),
    ),
  );
  await runDurableObjectAlarm(other);
  expect(await kept()).toEqual([]);
  expect((await other.rejected(null, 1)).total).toBe(before + 1);
});
