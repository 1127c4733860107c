import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { REFUSE_ERASED_MS } from "../../../durable-objects/shopper/refuse-erased.ts";
import type { MetricsShard } from "../../../durable-objects/metrics/metrics-shard.ts";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { ENGINE_CONSTANTS } from "../../../engine/constants.ts";
import { shardOf } from "../../../engine/shard-of.ts";
import { add, event } from "../../support/shopper-events.ts";
import { callAsOwner } from "../../worker/call.ts";

const DAY_MS = 86_400_000;
const PATIENT = { timeout: 25_000, interval: 100 };
const object = (shopper: ShopperKey) => env.SHOPPER.getByName(`dev/${shopper}`);
const config = () => env.STORE.getByName("dev").config(Date.now());
const bot: Partial<ShopperEvent> = { botAgent: true, automated: true };

async function visit(shopper: ShopperKey, at: number, ...events: Partial<ShopperEvent>[]): Promise<void> {
  const guest = shopper.startsWith("a:");
  const made = events.map((more, index) => ({
    ...event("page_view", 0, { userId: guest ? null : shopper.slice(2), anonymousId: guest ? shopper.slice(2) : null }),
    ...more,
    id: `${shopper}-${at}-${index}`,
    at: at + index,
    receivedAt: at + index,
  }));
  const { results } = await object(shopper).ingest({ store: "dev", shopper, events: made, config: await config() });
  expect(results).toEqual(made.map(() => "accepted"));
}

const stored = (shopper: ShopperKey) =>
  runInDurableObject(object(shopper), async (_, { storage }) => {
    const rows = storage.sql.exec<{ body: string }>("SELECT body FROM part ORDER BY id").toArray();
    return { text: rows.map(({ body }) => body).join("\n"), alarm: await storage.getAlarm() };
  });
const status = async (shopper: ShopperKey) => (await callAsOwner(`/v1/shoppers/${shopper.slice(2)}`)).status;
const listed = (shopper: ShopperKey) =>
  runInDurableObject<MetricsShard, boolean>(env.METRICS_SHARD.getByName(`dev/shard/${shardOf(shopper, 16)}`), (shard) =>
    shard.shoppers().includes(shopper),
  );

test.each(["a:crawler", "u:crawling-user"] as const)(
  "the bot %s is erased after 35 days of silence",
  async (shopper) => {
    await visit(shopper, Date.now() - 36 * DAY_MS, bot, { name: "add_to_cart", ...bot });
    await vi.waitUntil(async () => (await status(shopper)) === 404, PATIENT);
    await vi.waitUntil(async () => !(await listed(shopper)), PATIENT);
    const { text, alarm } = await stored(shopper);
    expect(text).not.toContain("crawl");
    const { erasedAt } = JSON.parse(text) as { erasedAt: number };
    expect(alarm).toBe(erasedAt + REFUSE_ERASED_MS);
    const log = await callAsOwner(`/v1/events?customer_id=${shopper.slice(2)}`);
    expect((await log.json<{ data: unknown[] }>()).data).toEqual([]);
  },
);

test("a bot that was heard of lately stays until its time, which its alarm waits for", async () => {
  const at = Date.now() - 20 * DAY_MS;
  await visit("a:young-bot", at, bot);
  await vi.waitUntil(async () => listed("a:young-bot"), PATIENT);
  expect(await status("a:young-bot")).toBe(200);
  // What was armed first was to see to it that the shards are told.
  await runInDurableObject(object("a:young-bot"), (shopper) => shopper.alarm());
  await vi.waitUntil(async () => (await stored("a:young-bot")).alarm === at + 35 * DAY_MS, PATIENT);
});

test.each<[ShopperKey, Partial<ShopperEvent>[]]>([
  ["u:customer", [{}, { name: "add_to_cart" }]],
  ["u:staff", [{ internal: true }]],
  ["u:one-hint", [{ botAgent: true }]],
  ["u:payer", [bot, { name: "purchase", trust: "confirmed", transactionId: "paid-1" }]],
])("%s is nobody to let go of so", async (shopper, events) => {
  await visit(shopper, Date.now() - 36 * DAY_MS, ...events);
  await runInDurableObject(object(shopper), (instance) => instance.alarm());
  expect(await status(shopper)).toBe(200);
});

test("a restore link leaves the state once no late event can report it, though nobody comes back", async () => {
  const shopper = "u:linked";
  const made = add("mug", 0);
  const used = await config();
  const now = Date.now();
  await object(shopper).ingest({
    store: "dev",
    shopper,
    events: [{ ...made, at: now, receivedAt: now }],
    config: used,
  });
  const cartId = (await object(shopper).view(used))?.cart?.cart_id ?? "";
  const make = async (lifetimeMs: number) => object(shopper).makeRestoreLink({ cartId, lifetimeMs, config: used });
  expect(await make(DAY_MS)).toMatchObject({ kind: "made" });
  expect(await make(2_000 - ENGINE_CONSTANTS.lateWindowMs)).toMatchObject({ kind: "made" });
  const links = async () =>
    (JSON.parse((await stored(shopper)).text.split("\n")[0] ?? "") as { ledger: { links: object[] } }).ledger.links;
  await vi.waitUntil(async () => (await links()).length === 1, PATIENT);
});
