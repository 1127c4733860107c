import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { storageCounters } from "../../../durable-objects/storage/storage-counters.ts";
import type { OutboxEntry } from "../../../durable-objects/shopper/shopper-state.ts";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import type { OutcomeType } from "../../../protocol/outcome.ts";
import { add, event, item } from "../../support/shopper-events.ts";

const STORE = "dev";
const CUTOFF_MS = 300;
let config: ShopperConfig;
let shoppers = 0;

beforeAll(async () => {
  const minutes = CUTOFF_MS / 60_000;
  const store = env.STORE.getByName(STORE);
  await store.patchSettings({ cutoff_minutes: { cart: minutes, checkout: minutes, payment: minutes } });
  config = await store.config(Date.now());
});

/** A shopper that nothing else uses, and the batches it is given. */
function someone() {
  shoppers += 1;
  const shopper = `u:shopper-${shoppers}` as const;
  const object = env.SHOPPER.getByName(`${STORE}/${shopper}`);
  const ingest = (events: ShopperEvent[], more: Partial<ShopperConfig> = {}) =>
    object.ingest({ store: STORE, shopper, events, config: { ...config, ...more } });
  const alerts = async () => (await object.view(config))?.alerts ?? [];
  return { object, shopper, ingest, alerts };
}

/** The same event, happening now. */
const now = (made: ShopperEvent, ago = 0): ShopperEvent => ({ ...made, at: Date.now() - ago, receivedAt: Date.now() });

const rows = () => storageCounters.rowsWritten().get("Shopper") ?? 0;

const endpoint = (id: string, eventTypes: OutcomeType[] = ["cart.abandoned", "cart.recovered"]) => ({ id, eventTypes });

describe("a shopper's object", () => {
  // The first of all: rows are counted for every shopper of this isolate, also those whose alarm rings.
  test("writes one row for a batch, and an alarm only when the pending one would be too late", async () => {
    const { ingest } = someone();
    const slow = { settings: { ...config.settings, cutoff_minutes: { ...config.settings.cutoff_minutes, cart: 30 } } };
    await ingest([now(add("a", 0))], slow);
    const before = rows();
    await ingest([now(add("b", 0)), now(event("page_view", 0)), now(event("scroll", 0))], slow);
    expect(rows() - before).toBe(1);
    await ingest([now(event("begin_checkout", 0))]);
    expect(rows() - before).toBe(3);
  });

  test("fires on its alarm when nobody comes back, on time and once", async () => {
    const { ingest, alerts, object } = someone();
    await ingest([now(add("a", 0))]);
    await vi.waitUntil(async () => (await alerts()).length > 0, { timeout: 5000, interval: 20 });
    const [alert] = await alerts();
    const delay = Date.parse(alert?.fired_at ?? "") - Date.parse(alert?.deadline ?? "");
    expect(alert).toMatchObject({ episode: 1, step: 1, stage: "cart", late: false, status: "standing" });
    expect(delay).toBeGreaterThanOrEqual(0);
    await runInDurableObject(object, (shopper) => shopper.alarm());
    expect(await alerts()).toHaveLength(1);
  });

  test("tells a duplicate from a new event, also within one batch and after an eviction", async () => {
    const { ingest, object } = someone();
    const first = now(add("a", 0));
    const second = now(add("b", 0));
    expect(await ingest([first, second, first])).toEqual({ results: ["accepted", "accepted", "duplicate"] });
    await evictDurableObject(object);
    expect(await ingest([second, now(add("c", 0))])).toEqual({ results: ["duplicate", "accepted"] });
    expect((await object.view(config))?.cart?.items.map((line) => line.item_id)).toEqual(["a", "b", "c"]);
  });

  test("keeps everything through an eviction: cart, deadline, alerts, late events", async () => {
    const { ingest, object, alerts } = someone();
    await ingest([now(add("a", 0), 60_000)]);
    await evictDurableObject(object);
    await ingest([now(event("update_quantity", 0, { items: [item("a", 500, 3)] }), 50_000)]);
    const before = await object.view(config);
    await evictDurableObject(object);
    expect((await object.view(config))?.cart).toEqual(before?.cart);
    expect(before?.cart).toMatchObject({ item_count: 3, value_minor: 1500 });
    expect(await alerts()).toEqual(before?.alerts);
    expect(before?.alerts).toHaveLength(2);
  });

  test("refolds a shopper with more events than one row holds the same after an eviction", async () => {
    const { ingest, object } = someone();
    const many = Array.from({ length: 900 }, (_, index) => now(add(`p${index % 5}`, 0), 1000 - index));
    for (let from = 0; from < many.length; from += 300) await ingest(many.slice(from, from + 300));
    await evictDurableObject(object);
    await ingest([now(add("p0", 0), 5000)]);
    await evictDurableObject(object);
    const view = await object.view(config);
    expect(view?.cart?.item_count).toBe(901);
    const parts = await runInDurableObject(object, (_, { storage }) =>
      storage.sql.exec<{ n: number }>("SELECT count(*) AS n FROM part").one(),
    );
    expect(parts.n).toBeGreaterThan(3);
    expect(await ingest(many.slice(0, 2))).toEqual({ results: ["duplicate", "duplicate"] });
  });

  test("does not permit an alert's attempt once the cart was bought, and says nothing more about it", async () => {
    const { ingest, alerts, object } = someone();
    const endpoints = [endpoint("we_nowhere")];
    await ingest([now(add("a", 0), CUTOFF_MS)], { endpoints });
    const [alert] = await alerts();
    const id = alert?.id ?? "";
    await ingest([now(event("purchase", 0, { transactionId: "o1" }))], { endpoints });
    expect(await object.permitAttempt(id, "we_nowhere")).toBe(false);
    expect((await alerts())[0]?.status).toBe("cancelled");
  });

  test("notes an attempt before it permits it, so that the recovery goes there", async () => {
    const { ingest, alerts, object } = someone();
    const endpoints = [endpoint("we_tried"), endpoint("we_untried")];
    await ingest([now(add("a", 0), CUTOFF_MS)], { endpoints });
    const id = (await alerts())[0]?.id ?? "";
    expect(await object.permitAttempt(id, "we_tried")).toBe(true);
    await evictDurableObject(object);
    await ingest([now(event("purchase", 0, { transactionId: "o1" }))], { endpoints });
    expect((await alerts())[0]?.status).toBe("recovered");
    const recovery = id.replace(/-1-abandoned-1$/, "-recovered-o1");
    expect(await object.permitAttempt(recovery, "we_tried")).toBe(true);
    expect(await object.permitAttempt(id, "we_tried")).toBe(false);
  });

  test("has no outcome left over when its alarm has rung, also one that its endpoint asked for meanwhile", async () => {
    const { ingest, alerts, object, shopper } = someone();
    const endpoints = [endpoint("we_tried")];
    await ingest([now(add("a", 0), CUTOFF_MS)], { endpoints });
    const id = (await alerts())[0]?.id ?? "";
    expect(await object.permitAttempt(id, "we_tried")).toBe(true);
    await ingest([now(event("purchase", 0, { transactionId: "o1" }))], { endpoints });
    const recovery = id.replace(/-1-abandoned-1$/, "-recovered-o1");
    await evictDurableObject(object);
    // What a kill leaves that comes before it is written down that the recovery was handed over.
    await runInDurableObject(object, async (_, { storage }) => {
      const { body } = storage.sql.exec<{ body: string }>("SELECT body FROM part WHERE id = 0").one();
      const entry: OutboxEntry = { endpoint: "we_tried", id: recovery, type: "cart.recovered", shopper, body: "{}" };
      const alarmAt = Date.now() + 5000;
      const head = JSON.stringify({ ...JSON.parse(body), outbox: [entry], alarmAt });
      storage.sql.exec("UPDATE part SET body = ? WHERE id = 0", head);
      await storage.setAlarm(alarmAt);
    });
    await evictDurableObject(object);
    expect((await object.view(config))?.outbox).toBe(1);
    expect(await object.permitAttempt(recovery, "we_tried")).toBe(true);
    expect(await runDurableObjectAlarm(object)).toBe(true);
    await evictDurableObject(object);
    expect((await object.view(config))?.outbox).toBe(0);
  });

  test("knows nothing of a shopper who was never here", async () => {
    const { object } = someone();
    expect(await object.view(config)).toBeNull();
    expect(await object.permitAttempt("c_1-1-abandoned-1", "we_1")).toBe(false);
  });
});
