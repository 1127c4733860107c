import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { STATE_FORMAT } from "../../../durable-objects/shopper/upgrade-head.ts";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import type { AbandonedCartsAnswer } from "../../../protocol/abandoned-carts.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { event, item } from "../../support/shopper-events.ts";
import { callAsOwner } from "../../worker/call.ts";
import beforeFormats from "./stored/before-formats.json";
import beforeMetrics from "./stored/before-metrics.json";
import form from "./stored/form.json";

const STORE = "dev";
const MINUTE_MS = 60_000;
let config: ShopperConfig;

beforeAll(async () => {
  config = await env.STORE.getByName(STORE).config(Date.now());
});

/** The shoppers whose carts are abandoned, as the shards know them. */
async function abandoned(): Promise<string[]> {
  const answer = await callAsOwner("/v1/carts/abandoned?idle_minutes=1&limit=1000");
  return (await answer.json<AbandonedCartsAnswer>()).data.map(({ shopper }) => shopper);
}

/**
 * States as former versions have stored them: a cart was alerted, and recovered by the order `old-order`; then two
 * pieces of `b` were added.
 */
describe.each([
  ["before there were metrics", beforeMetrics],
  ["before states told their format", beforeFormats],
])("a state that was stored %s", (name, { at, head }) => {
  const id = name.replaceAll(" ", "-");
  const object = () => env.SHOPPER.getByName(`${STORE}/u:${id}`);

  beforeAll(async () => {
    // The cart that is open in it has just come due.
    const cutoff = (config.settings.cutoff_minutes.cart ?? 0) * MINUTE_MS;
    const shift = Date.now() - cutoff - 5_000 - at;
    const body = JSON.stringify(head)
      .replaceAll(/\b1\d{12}\b/g, (time) => String(Number(time) + shift))
      .replaceAll('"u:old"', `"u:${id}"`);
    await runInDurableObject(object(), (_, { storage }) => {
      storage.sql.exec("INSERT INTO part (id, body) VALUES (0, ?)", body);
      return storage.setAlarm(Date.now() + MINUTE_MS);
    });
    await evictDurableObject(object());
    await runDurableObjectAlarm(object());
  });

  test("still alerts, and remembers what it had sent", async () => {
    const view = await object().view(config);
    expect(view?.cart).toMatchObject({ item_count: 2, items: [{ item_id: "b" }] });
    expect(view?.alerts.map(({ status }) => status)).toEqual(["recovered", "standing"]);
    const timeline = await object().timeline(null, 100);
    const told = timeline?.entries.flatMap((entry) => (entry.kind === "outcome" ? [entry.type] : []));
    expect(told?.filter((type) => type === "cart.abandoned")).toHaveLength(2);
  });

  test("explains itself", async () => {
    const told = { ...config, endpoints: [{ id: "we_1", eventTypes: [...OUTCOME_TYPES] }] };
    expect((await object().explain(told))?.decision).toMatchObject({ state: "alerted", rule: "already_alerted" });
  });

  test("ships what it contributes", async () => {
    await expect.poll(abandoned, { timeout: 20_000 }).toContain(id);
  });

  test("goes on with what comes", async () => {
    const bought = event("purchase", 0, { id: "next", transactionId: `next-${id}`, userId: id });
    // After the alert, by its clock.
    const now = Date.now() + 50;
    const events = [{ ...bought, at: now, receivedAt: now }];
    await object().ingest({ store: STORE, shopper: `u:${id}`, events, config });
    const view = await object().view(config);
    expect(view?.cart).toBeNull();
    expect(view?.alerts.map(({ status }) => status)).toEqual(["recovered", "recovered"]);
  });
});

/** Parts with keys of their own, and what is made anew or belongs to others. */
const OPEN = new Set([
  "bindings",
  "directory",
  "engagement.live[].totals",
  "engagement.orders",
  "events",
  "ledger.carts[].alerts[].data",
  "pending",
  "shipped",
]);

/** Every field of a stored state: its path, with `[]` for the elements of a list. */
function pathsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => pathsOf(each, `${path}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = path === "" ? key : `${path}.${key}`;
    return OPEN.has(own) ? [own] : [own, ...pathsOf(inner, own)];
  });
}

test("a stored state has the fields that its format promises: for another field, raise STATE_FORMAT and fill it in upgradeHead", async () => {
  const shopper = "u:form" as const;
  const object = env.SHOPPER.getByName(`${STORE}/${shopper}`);
  const soon = { browse: null, cart: 20 / 60, checkout: 20 / 60, payment: 20 / 60 };
  const due: ShopperConfig = { ...config, settings: { ...config.settings, cutoff_minutes: soon } };
  const receive = async (made: ShopperEvent, agoMs: number, by = due) => {
    const now = Date.now();
    const events = [{ ...made, userId: "form", at: now - agoMs, receivedAt: now }];
    await object.ingest({ store: STORE, shopper, events, config: by });
  };
  await receive(event("add_to_cart", 0, { items: [item("a")] }), 40_000);
  const cartId = (await object.view(due))?.alerts[0]?.cart_id ?? "";
  await object.makeRestoreLink({ cartId, lifetimeMs: MINUTE_MS, config: due });
  await receive(event("page_view", 0, { restoreToken: "h" }), 0);
  await receive(event("purchase", 0, { transactionId: "form-order", items: [item("a")] }), -50);
  await receive(event("add_to_cart", 0, { items: [item("b")] }), -100);
  const head = await runInDurableObject(object, (_, { storage }) => {
    const [row] = storage.sql.exec<{ body: string }>("SELECT body FROM part WHERE id = 0").toArray();
    return JSON.parse(row?.body ?? "{}") as Record<string, unknown>;
  });
  expect(head["format"]).toBe(STATE_FORMAT);
  expect(form).toEqual({ format: STATE_FORMAT, fields: [...new Set(pathsOf(head))].toSorted() });
});
