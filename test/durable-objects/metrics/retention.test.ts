import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { Retention, type RetentionHost } from "../../../durable-objects/metrics/retention.ts";
import type { MetricsShard } from "../../../durable-objects/metrics/metrics-shard.ts";
import type { StoreConfig } from "../../../durable-objects/store/store-config.ts";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { shardOf } from "../../../engine/shard-of.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";
import { event, item } from "../../support/shopper-events.ts";
import { callAsOwner } from "../../worker/call.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const config = { settings: DEFAULT_SETTINGS } as StoreConfig;

/** A host with a clock of its own; what was asked of it is noted. */
function hostOf(more: Partial<RetentionHost> = {}) {
  const asked = {
    alarms: [] as number[],
    kept: [] as number[],
    retired: [] as ShopperKey[],
    nameless: [] as ShopperKey[],
  };
  const host: RetentionHost = {
    getAlarm: async () => asked.alarms.at(-1) ?? null,
    setAlarm: async (at) => void asked.alarms.push(at),
    config: async () => config,
    keepEvents: (forMs) => void asked.kept.push(forMs),
    oneViewVisitors: () => [],
    retire: async (shopper) => {
      asked.retired.push(shopper);
      return shopper !== "a:kept";
    },
    forgetNames: (shoppers) => void asked.nameless.push(...shoppers),
    ...more,
  };
  return { asked, host };
}

describe("a shard's retention", () => {
  test("is armed once, a day ahead, and again after each run", async () => {
    const { asked, host } = hostOf();
    const retention = new Retention(host);
    await retention.arm(NOW);
    await retention.arm(NOW + 1);
    await new Retention(host).arm(NOW + 2);
    expect(asked.alarms).toEqual([NOW + DAY_MS]);
    await retention.run(NOW + DAY_MS);
    expect(asked.alarms.at(-1)).toBe(NOW + 2 * DAY_MS);
    expect(asked.kept).toEqual([90 * DAY_MS]);
  });

  test("asks for visitors who were silent for the store's time, and takes the names of those who are gone", async () => {
    const before: number[] = [];
    const { asked, host } = hostOf({
      oneViewVisitors: (at) => {
        before.push(at);
        return ["a:gone", "a:kept"];
      },
    });
    const retention = new Retention(host);
    await retention.run(NOW);
    expect(before).toEqual([NOW - 35 * DAY_MS]);
    expect(asked).toMatchObject({ retired: ["a:gone", "a:kept"], nameless: ["a:gone"] });
    await retention.run(NOW + DAY_MS);
    expect(asked.retired).toEqual(["a:gone", "a:kept", "a:gone"]);
  });

  test("goes on at once while there are more than one run takes", async () => {
    const many = Array.from({ length: 300 }, (_, index): ShopperKey => `a:${index}`);
    const { asked, host } = hostOf({ oneViewVisitors: (_, most) => many.slice(0, most) });
    await new Retention(host).run(NOW);
    expect(asked.nameless).toHaveLength(256);
    expect(asked.alarms).toEqual([NOW + 1000]);
  });

  test("comes again soon after a failure", async () => {
    const { asked, host } = hostOf({ config: () => Promise.reject(new Error("overloaded")) });
    await new Retention(host).run(NOW);
    expect(asked.alarms).toEqual([NOW + 300_000]);
  });
});

const SHARDS = 16;
const old = Date.now() - 36 * DAY_MS;
const shard = (shopper: ShopperKey) => env.METRICS_SHARD.getByName(`dev/shard/${shardOf(shopper, SHARDS)}`);
const object = (shopper: ShopperKey) => env.SHOPPER.getByName(`dev/${shopper}`);
const rows = (shopper: ShopperKey) =>
  runInDurableObject<MetricsShard, ShopperKey[]>(shard(shopper), (instance) => instance.shoppers());
const isEmpty = (shopper: ShopperKey) =>
  runInDurableObject(object(shopper), async (_, { storage }) => {
    const alarm = await storage.getAlarm();
    return alarm === null && storage.sql.exec("SELECT id FROM part").toArray().length === 0;
  });

async function visit(shopper: ShopperKey, at: number, ...more: Partial<ShopperEvent>[]): Promise<void> {
  const stored = await env.STORE.getByName("dev").config(Date.now());
  const made = [{ name: "view_item", items: [item("mug")] }, ...more].map((fields, index) => ({
    ...event("view_item", 0, { userId: null, anonymousId: shopper.slice(2), sessionId: "s", ...fields }),
    id: `${shopper}-${index}`,
    at: at + index,
    receivedAt: at + index,
  }));
  await object(shopper).ingest({ store: "dev", shopper, events: made, config: stored });
  await vi.waitUntil(async () => (await rows(shopper)).includes(shopper), { timeout: 20_000 });
}

const dau = async (at: number) => {
  const date = new Date(at).toISOString().slice(0, 10);
  const answer = await (await callAsOwner(`/v1/metrics/active_users?date=${date}`)).json<{ data: { dau: number }[] }>();
  return answer.data[0]?.dau;
};
const viewers = async (at: number) => {
  const date = new Date(at).toISOString().slice(0, 10);
  const answer = await (
    await callAsOwner(`/v1/metrics/funnel?start=${date}&end=${date}`)
  ).json<{ data: { users: number }[] }>();
  return answer.data[0]?.users;
};

const logged = async () =>
  (await (await callAsOwner("/v1/events?customer_id=once")).json<{ data: unknown[] }>()).data.length;

test("a visitor of one view is forgotten after 35 days, and what it counted stays; nobody else is", async () => {
  const visitor = "a:once" as const;
  await visit(visitor, old);
  await visit("a:carted", old, { name: "add_to_cart", items: [item("mug")] });
  await visit("a:young", Date.now() - 1000);
  const before = [await dau(old), await viewers(old)];
  expect(before).toEqual([2, 2]);
  // After so long nobody is in memory.
  await evictDurableObject(object(visitor));

  for (const shopper of [visitor, "a:carted", "a:young"] as const) await runDurableObjectAlarm(shard(shopper));
  expect(await rows(visitor)).not.toContain(visitor);
  expect(await isEmpty(visitor)).toBe(true);
  expect([await dau(old), await viewers(old)]).toEqual(before);
  expect((await callAsOwner("/v1/shoppers/once")).status).toBe(404);
  expect((await callAsOwner("/v1/shoppers/carted")).status).toBe(200);
  expect((await callAsOwner("/v1/shoppers/young")).status).toBe(200);

  // Counting anew finds them though they have no name any more.
  const options = { now: Date.now(), retentionMs: 90 * DAY_MS, keepSessions: false };
  await runInDurableObject<MetricsShard, void>(shard(visitor), (instance) => instance.recount(options));
  expect([await dau(old), await viewers(old)]).toEqual(before);

  // The event log has a time of its own; an erasure goes there all the same.
  expect(await logged()).toBe(1);
  expect((await callAsOwner("/v1/shoppers/once", { method: "DELETE" })).status).toBe(200);
  expect(await logged()).toBe(0);
  expect((await callAsOwner("/v1/shoppers/once", { method: "DELETE" })).status).toBe(404);

  // Back after all that time, it is somebody new, and the day of the first visit stays as it was.
  await visit(visitor, Date.now() - 1000);
  expect([await dau(old), await viewers(old)]).toEqual(before);
  expect((await callAsOwner("/v1/shoppers/once")).status).toBe(200);
});
