import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { add, event } from "../../support/shopper-events.ts";

const CUTOFF_MS = 300;
let config: ShopperConfig;
let shoppers = 0;

beforeAll(async () => {
  const dev = await env.STORE.getByName("dev").config(Date.now());
  const minutes = CUTOFF_MS / 60_000;
  config = {
    ...dev,
    endpoints: [{ id: "we_1", eventTypes: OUTCOME_TYPES.slice() }],
    settings: {
      ...dev.settings,
      cutoff_minutes: { browse: null, cart: minutes, checkout: minutes, payment: minutes },
    },
  };
});

/** A shopper whose alert has just been decided and is with its endpoint. */
async function alerted() {
  shoppers += 1;
  const shopper = `u:closing-${shoppers}` as const;
  const object = env.SHOPPER.getByName(`dev/${shopper}`);
  const hears = async (each: ShopperEvent, ago: number) => {
    const now = Date.now();
    await object.ingest({ store: "dev", shopper, events: [{ ...each, at: now - ago, receivedAt: now }], config });
  };
  await hears(add("a", 0), CUTOFF_MS);
  const alert = (await object.view(config))?.alerts[0];
  const closes = (mode: "closed" | "muted") => object.closeCart({ cartId: alert?.cart_id ?? "", mode, config });
  const permitted = () => object.permitAttempt(alert?.id ?? "", "we_1");
  const status = async () => (await object.view(config))?.alerts[0]?.status;
  return { object, hears, closes, permitted, status };
}

describe("an alert on its way when the shop acts", () => {
  test.each(["closed", "muted"] as const)("is not delivered any more once its cart is %s", async (mode) => {
    const { object, closes, permitted } = await alerted();
    expect(await permitted()).toBe(true);
    expect(await closes(mode)).toMatchObject({ state: mode, changed: true });
    await evictDurableObject(object);
    expect(await permitted()).toBe(false);
  });

  test("that no endpoint was tried with is cancelled by the closing", async () => {
    const { closes, permitted, status } = await alerted();
    await closes("closed");
    expect(await status()).toBe("cancelled");
    expect(await permitted()).toBe(false);
  });

  test("that was sent stands: closing corrects nothing, and an order after it recovers nothing", async () => {
    const { hears, closes, permitted, status } = await alerted();
    await permitted();
    await closes("closed");
    await hears(event("purchase", 0, { transactionId: "o1" }), 0);
    expect(await status()).toBe("standing");
  });

  test("that was sent is recovered by an order from the muted cart", async () => {
    const { hears, closes, permitted, status } = await alerted();
    await permitted();
    await closes("muted");
    await hears(event("purchase", 0, { transactionId: "o1" }), 0);
    expect(await status()).toBe("recovered");
  });
});

test("a cart is found by the id of its alert, and by no other", async () => {
  const { object, closes } = await alerted();
  expect(await object.closeCart({ cartId: `c_${"0".repeat(24)}`, mode: "closed", config })).toBeNull();
  expect(await closes("closed")).toMatchObject({ changed: true });
  expect(await closes("muted")).toMatchObject({ state: "closed", changed: false });
});

test("of a shopper of whom nothing is known there is no cart", async () => {
  const object = env.SHOPPER.getByName("dev/u:closing-nobody");
  const request = { cartId: `c_${"0".repeat(24)}`, config };
  expect(await object.closeCart({ ...request, mode: "closed" })).toBeNull();
  expect(await object.makeRestoreLink({ ...request, lifetimeMs: 1000 })).toEqual({ kind: "unknown" });
  expect(await object.restoreCart("0".repeat(32), config)).toEqual({ kind: "unknown" });
  expect(await object.timeline(null, 10)).toBeNull();
  expect(await object.explain(config)).toBeNull();
});
