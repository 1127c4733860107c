import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { generateTraffic } from "../../engine/generate/generate-traffic.ts";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import type { LedgerAnswer } from "../../protocol/ledger-line.ts";
import type { RebuildStatus } from "../../protocol/rebuild.ts";
import { WRITE_KEY, call, callAsOwner, errorOf, post, postBatch, SECRET_KEY } from "./call.ts";
import { patchSettings } from "./shop-a-cart.ts";

/** What is sold is known from orders, its names are from the log. */
const named = (data: object[]) => data.map((row) => ({ ...row, item_name: null }));

const DAY_MS = 86_400_000;
const EVENTS = 450;
/** What does not depend on when it is asked. */
const METRICS = [
  "/v1/statistics",
  "/v1/metrics/totals",
  "/v1/metrics/active_users?days=60",
  "/v1/metrics/engagement",
  "/v1/metrics/churn?threshold=0&limit=1000",
  "/v1/metrics/funnel",
  "/v1/metrics/abandonment",
  "/v1/metrics/timeseries?metric=events&interval=day",
  "/v1/metrics/timeseries?metric=revenue&interval=day",
  "/v1/most_viewed_item?window=720h&limit=100",
  "/v1/top_item_added_to_cart?window=720h&limit=100",
  "/v1/highest_grossing_item?window=720h&limit=100",
  "/v1/outcomes",
  "/v1/ledger?limit=1000",
  "/v1/shoppers/left",
];

function says(event: string, userId: string, more: object = {}) {
  const items = [{ item_id: "sku-1", price: 10, quantity: 1 }];
  return { type: "track", event, userId, timestamp: new Date().toISOString(), properties: { items }, ...more };
}

async function json<Answer>(path: string): Promise<Answer> {
  const response = await callAsOwner(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.json<Answer>();
}

async function metrics(): Promise<object[]> {
  return Promise.all(
    METRICS.map(async (path) => ({ path, ...(await json<object>(path)), as_of: null, alarm_at: null, outbox: null })),
  );
}

async function shards(): Promise<number[]> {
  const { shards: count } = await env.STORE.getByName("dev").config(Date.now());
  return Array.from({ length: count }, (_, number) => number);
}

/** Does something to what every shard has stored, and lets the shards begin again with it. */
async function storedIn(change: (sql: SqlStorage) => void): Promise<void> {
  for (const number of await shards()) {
    const shard = env.METRICS_SHARD.getByName(`dev/shard/${number}`);
    // Counting anew first puts everything where it stays.
    await shard.recount({ now: Date.now(), retentionMs: Infinity, keepSessions: false });
    await runInDurableObject(shard, (_, state) => change(state.storage.sql));
    await evictDurableObject(shard);
  }
}

const status = () => json<RebuildStatus>("/v1/rebuild/status");

async function rebuilt(): Promise<RebuildStatus> {
  const begun = await callAsOwner("/v1/rebuild", { method: "POST" });
  expect(begun.status).toBe(202);
  await vi.waitFor(async () => expect((await status()).state).not.toBe("in_progress"), 120_000);
  return status();
}

const PATIENT = { timeout: 60_000, interval: 200 };
const eventually = async (check: () => Promise<void>) => vi.waitFor(check, PATIENT);
const abandonment = () => json<{ abandoned: number; recovered: number }>("/v1/metrics/abandonment");

async function told(): Promise<string[]> {
  return (await json<LedgerAnswer>("/v1/ledger")).data.map(({ shopper }) => shopper).toSorted();
}

/** How many of these the shards know. */
async function knownOf(...users: string[]): Promise<number> {
  const known = await Promise.all(
    (await shards()).map((number) => env.METRICS_SHARD.getByName(`dev/shard/${number}`).shoppers()),
  );
  return known.flat().filter((key) => users.includes(key.slice(2))).length;
}

describe("a store whose metrics are made anew from the log", { timeout: 300_000 }, () => {
  let before: object[];

  beforeAll(async () => {
    await patchSettings({ cutoff_minutes: { cart: 1 / 600, checkout: 1 / 600, payment: 1 / 600 } });
    const traffic = {
      count: EVENTS - 8,
      seed: "rebuild",
      // Every session is over, and stays so.
      until: Date.now() - DAY_MS / 12,
      lengthMs: 25 * DAY_MS,
      locale: "en-US",
    } as const;
    const batch = Array.from(generateTraffic(traffic), ({ message }) => message);
    const answer = await callAsOwner("/v1/import", { body: { batch } });
    if ((await answer.json<IngestAnswer>()).accepted !== batch.length) throw new Error("the traffic was not taken");
    await postBatch(
      says("add_to_cart", "left"),
      says("add_to_cart", "bought"),
      { ...says("add_to_cart", ""), userId: undefined, anonymousId: "visitor-1" },
      says("search", "formerly"),
      { ...says("view_item", "robot"), context: { userAgent: "Googlebot/2.1 (+http://www.google.com/bot.html)" } },
    );
    await vi.waitUntil(async () => (await abandonment()).abandoned === 3, PATIENT);
    await postBatch(says("purchase", "bought", { properties: { transaction_id: "o-1", value: 10 } }));
    await postBatch({ ...says("page_view", "known"), anonymousId: "visitor-1" }, says("search", "merged"));
    const alias = { batch: [{ type: "alias", userId: "merged", previousId: "formerly" }] };
    await post("/v1/batch", alias, { Authorization: `Bearer ${SECRET_KEY}` });
    await vi.waitUntil(async () => (await abandonment()).recovered === 1, PATIENT);
    // Those who became one are known as one.
    await vi.waitUntil(async () => (await told()).join(" ") === "bought known left merged", PATIENT);
    await vi.waitUntil(async () => (await knownOf("formerly", "visitor-1")) === 0, PATIENT);
    before = await metrics();
  }, 240_000);

  test("is idle before it is asked to; only the owner asks, and no GET begins anything", async () => {
    expect(await status()).toMatchObject({ state: "idle", phase: null, percentage: 0, log_since: null });
    const asPage = await call("/v1/rebuild", { method: "POST", headers: { Authorization: `Bearer ${WRITE_KEY}` } });
    expect(await errorOf(asPage)).toMatchObject({ status: 403 });
    expect((await callAsOwner("/v1/rebuild")).status).toBe(405);
  });

  test("counts the same when nothing was wrong, as often as it is done, and says that nothing was kept", async () => {
    for (let time = 0; time < 2; time += 1) {
      const done = await rebuilt();
      expect(done).toMatchObject({ state: "completed", percentage: 100, kept: 0, error: null });
      expect(done.rebuilt).toBeGreaterThan(20);
      expect(done.shards_counted).toBe(done.shards);
      await eventually(async () => expect(await metrics()).toEqual(before));
    }
  });

  test.each<[string, string]>([
    ["every count lost", "DELETE FROM cell"],
    ["counts that are wrong", `UPDATE cell SET body = replace(body, ',1', ',7')`],
    ["facts of shoppers that are wrong", `UPDATE page SET body = replace(body, '"d":[', '"d":[20000],"D":[')`],
    [
      "facts of shoppers that are missing",
      `UPDATE page SET body = replace(replace(body, '"d":', '"D":'), '"e:', '"E:')`,
    ],
    ["orders that are wrong", `UPDATE page SET body = replace(body, '"valueMinor":', '"valueMinor":9')`],
  ])("with %s has the same figures as before afterwards", async (_, sql) => {
    await storedIn((storage) => storage.exec(sql));
    expect(await metrics()).not.toEqual(before);
    await rebuilt();
    await eventually(async () => expect(await metrics()).toEqual(before));
  });

  test("goes on after a kill in the middle, and does not begin twice", async () => {
    await storedIn((storage) => storage.exec("DELETE FROM cell"));
    expect((await callAsOwner("/v1/rebuild", { method: "POST" })).status).toBe(202);
    expect((await callAsOwner("/v1/rebuild", { method: "POST" })).status).toBe(409);
    await evictDurableObject(env.STORE.getByName("dev")).catch(() => {});
    await vi.waitFor(async () => expect((await status()).state).toBe("completed"), 120_000);
    await eventually(async () => expect(await metrics()).toEqual(before));
  });

  test("keeps what it knows of shoppers whose past the log no longer holds, and says how many they are", async () => {
    await storedIn((storage) => {
      storage.exec("DELETE FROM segment");
      storage.exec("DELETE FROM cell");
    });
    const done = await rebuilt();
    expect(done.kept).toBeGreaterThan(20);
    const lost = ["/v1/statistics", "timeseries?metric=events", "viewed_item", "added_to_cart"];
    const behaviour = (answers: object[]) =>
      answers
        .filter((answer) => "path" in answer && !lost.some((name) => String(answer.path).includes(name)))
        .map((answer) =>
          "path" in answer && "data" in answer && String(answer.path).includes("grossing")
            ? { ...answer, data: named(answer.data as object[]) }
            : answer,
        );
    await eventually(async () => expect(behaviour(await metrics())).toEqual(behaviour(before)));
  });
});
