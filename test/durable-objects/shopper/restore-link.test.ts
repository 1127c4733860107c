import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { hashOfToken } from "../../../durable-objects/restore/hash-of-token.ts";
import type { Shopper } from "../../../durable-objects/shopper/shopper.ts";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import { WebhookEndpoint } from "../../../durable-objects/webhook/webhook-endpoint.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { OUTCOME_TYPES, type OutcomePayload } from "../../../protocol/outcome.ts";
import { add, event } from "../../support/shopper-events.ts";

const CUTOFF_MS = 300;
let config: ShopperConfig;
let shoppers = 0;

beforeAll(async () => {
  vi.spyOn(WebhookEndpoint.prototype, "enqueue").mockImplementation(async (messages) => {
    for (const { shopper, body } of messages) {
      handed.set(shopper, [...(handed.get(shopper) ?? []), JSON.parse(body) as OutcomePayload]);
    }
  });
  const dev = await env.STORE.getByName("dev").config(Date.now());
  const minutes = CUTOFF_MS / 60_000;
  config = {
    ...dev,
    endpoints: [{ id: "we_1", eventTypes: OUTCOME_TYPES.slice() }],
    settings: {
      ...dev.settings,
      return_url: "https://shop.example/cart",
      cutoff_minutes: { browse: minutes, cart: minutes, checkout: minutes, payment: minutes },
    },
  };
});

/** What endpoints were handed, by the shopper whose it is. */
const handed = new Map<string, OutcomePayload[]>();

/** A shopper of whom an event was received, and the payload of what it decided. */
async function heard(made: ShopperEvent, changed: Partial<ShopperConfig> = {}) {
  shoppers += 1;
  const shopper = `u:restored-${shoppers}` as const;
  const object = env.SHOPPER.getByName(`dev/${shopper}`);
  const used = { ...config, ...changed };
  const hears = async (each: ShopperEvent, ago: number) => {
    const now = Date.now();
    await object.ingest({
      store: "dev",
      shopper,
      events: [{ ...each, at: now - ago, receivedAt: now }],
      config: used,
    });
  };
  await hears(made, CUTOFF_MS);
  const { alerts = [] } = (await object.view(used)) ?? {};
  const payloads = async (count: number) =>
    vi.waitFor(() => {
      const all = handed.get(shopper) ?? [];
      if (all.length < count) throw new Error(`${all.length} handed over`);
      return all;
    }, 5000);
  return { object, alerts, used, hears, payloads };
}

/** The shopper's whole row. */
async function rowOf(object: DurableObjectStub<Shopper>): Promise<string> {
  return runInDurableObject(
    object,
    (_, { storage }) => storage.sql.exec<{ body: string }>("SELECT body FROM part").one().body,
  );
}

test("an alert carries a link that works, and the row holds only its token's hash", async () => {
  const { object, used, payloads } = await heard(add("a", 0));
  const url = (await payloads(1))[0]?.data.restore_url ?? "";
  expect(url).toMatch(/^http:\/\/localhost:8787\/r\/dev\.[\w-]+$/);
  const token = url.slice(url.lastIndexOf("/") + 1);
  // What was handed over leaves the row a little later.
  await vi.waitFor(async () => {
    const row = await rowOf(object);
    expect(row).not.toContain(token);
    expect(row).toContain(hashOfToken(token));
  }, 5000);
  await evictDurableObject(object);
  expect(await object.restoreCart(hashOfToken(token), used)).toMatchObject({ kind: "open", lines: [{ id: "a" }] });
  expect(await object.restoreCart(hashOfToken(`${token}x`), used)).toEqual({ kind: "unknown" });
});

test("what follows the alert carries no link", async () => {
  const { object, alerts, hears, payloads } = await heard(add("a", 0));
  expect(await object.permitAttempt(alerts[0]?.id ?? "", "we_1")).toBe(true);
  await hears(event("purchase", 0, { transactionId: "o1" }), 0);
  const [alert, recovery] = await payloads(2);
  expect([alert?.type, recovery?.type]).toEqual(["cart.abandoned", "cart.recovered"]);
  expect(alert?.data.restore_url).not.toBeNull();
  expect(recovery?.data.restore_url).toBeNull();
});

test.each([
  ["the store has no return URL", { return_url: null }],
  ["the return URL is not of the web", { return_url: "mailto:shop@shop.example" }],
])("without a link when %s", async (_, settings) => {
  const { payloads } = await heard(add("a", 0), { settings: { ...config.settings, ...settings } });
  expect((await payloads(1))[0]?.data.restore_url).toBeNull();
});

test("what was only viewed is no cart to come back to", async () => {
  const { payloads } = await heard(event("view_item", 0, { items: add("a", 0).items }));
  expect((await payloads(1))[0]?.data).toMatchObject({ stage: "browse", restore_url: null });
});

test("no link is made for an alert that nobody is told of", async () => {
  const { object, alerts } = await heard(add("a", 0), { endpoints: [] });
  expect(alerts).toHaveLength(1);
  expect(JSON.parse(await rowOf(object))).toMatchObject({ ledger: { links: [] } });
});
