import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { event, item } from "../../support/shopper-events.ts";

const STORE = "dev";
/** A cart was left this long ago; by the new settings its alert was due a quarter of it ago. */
const AGO_MS = 40_000;
let slow: ShopperConfig;
let due: ShopperConfig;
let people = 0;

beforeAll(async () => {
  slow = await env.STORE.getByName(STORE).config(Date.now());
  const soon = (AGO_MS * 0.75) / 60_000;
  const minutes = { browse: null, cart: soon, checkout: soon, payment: soon };
  due = { ...slow, settings: { ...slow.settings, cutoff_minutes: minutes } };
});

/** A cart whose alert is due while its alarm is not: what comes next comes first. */
async function dueCart() {
  people += 1;
  const shopper = `u:first-${people}` as const;
  const object = env.SHOPPER.getByName(`${STORE}/${shopper}`);
  const receive = async (config: ShopperConfig, made: ShopperEvent, agoMs: number, aheadMs = 0) => {
    const now = Date.now() + aheadMs;
    const told = { ...made, userId: shopper.slice(2), at: now - agoMs, receivedAt: now };
    await object.ingest({ store: STORE, shopper, events: [told], config });
  };
  await receive(slow, event("add_to_cart", 0, { items: [item("a")] }), AGO_MS);
  return { receive, view: () => object.view(due) };
}

describe("an event that comes when an alert is due and its alarm has not rung", () => {
  test("the alert is sent first, though the event begins another episode", async () => {
    const { receive, view } = await dueCart();
    await receive(due, event("add_to_cart", 0, { items: [item("b")] }), 0);
    const after = await view();
    expect(after?.alerts.map(({ episode, status }) => ({ episode, status }))).toEqual([
      { episode: 1, status: "standing" },
    ]);
    expect(after?.cart?.items.map(({ item_id }) => item_id)).toEqual(["a", "b"]);
  });

  test("also when the clock that has stamped it is ahead", async () => {
    const { receive, view } = await dueCart();
    await receive(due, event("add_to_cart", 0, { items: [item("b")] }), 0, 250);
    expect((await view())?.alerts.map(({ status }) => status)).toEqual(["standing"]);
  });

  test("a purchase prevents it", async () => {
    const { receive, view } = await dueCart();
    await receive(due, event("purchase", 0, { transactionId: `first-order-${people}` }), 0);
    expect((await view())?.alerts).toEqual([]);
  });

  test("an event that happened before the deadline moves it", async () => {
    const { receive, view } = await dueCart();
    await receive(due, event("add_to_cart", 0, { items: [item("b")] }), AGO_MS / 3);
    expect((await view())?.alerts).toEqual([]);
  });

  test("one that has been sent is not sent again", async () => {
    const { receive, view } = await dueCart();
    await receive(due, event("page_view", 0), 0);
    await receive(due, event("page_view", 0), 0);
    expect((await view())?.alerts.map(({ status }) => status)).toEqual(["standing"]);
  });
});
