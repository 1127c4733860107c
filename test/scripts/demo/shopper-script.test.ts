import { expect, test } from "vitest";
import { DEMO_PRODUCTS } from "../../../scripts/demo/products.ts";
import { shopperScript } from "../../../scripts/demo/shopper-script.ts";

const crowd = Array.from({ length: 14 }, (_, index) => shopperScript(index, DEMO_PRODUCTS));

test("some leave, some buy, some come back", () => {
  const kinds = new Set(crowd.map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(["leaves", "buys", "leaves at checkout", "cannot pay", "comes back", "looks around"]));
});

test("at least five of the first ten leave a cart behind, so that --once ends soon", () => {
  const leaving = crowd.slice(0, 10).filter(({ kind }) => kind !== "buys" && kind !== "looks around");
  expect(leaving.length).toBeGreaterThanOrEqual(5);
});

test("only who buys at once sends a purchase before an alert", () => {
  for (const { kind, steps } of crowd) {
    expect(steps.some(({ event }) => event === "purchase")).toBe(kind === "buys");
  }
});

test("who comes back ends with a purchase, and nobody else does anything after an alert", () => {
  for (const { kind, afterAlert } of crowd) {
    expect(afterAlert.at(-1)?.event).toBe(kind === "comes back" ? "purchase" : undefined);
  }
});

test("the simulated shoppers buy what the example storefront sells", async () => {
  const path = new URL("../../../examples/storefront/public/products.js", import.meta.url).href;
  const { PRODUCTS } = (await import(path)) as { PRODUCTS: Record<string, unknown>[] };
  expect(PRODUCTS.map(({ id, name, price }) => ({ id, name, price }))).toEqual(DEMO_PRODUCTS);
});

test("every step about the cart states its value to the cent", () => {
  const all = crowd.flatMap(({ steps, afterAlert }) => [...steps, ...afterAlert]);
  for (const { properties } of all) {
    const items = properties["items"] as { price: number; quantity: number }[];
    const value = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    expect(properties["value"]).toBeCloseTo(value, 6);
  }
});

test("no shopper pauses as long as the cut-off, and no two are the same", () => {
  for (const { steps, afterAlert } of crowd) {
    for (const { afterMs } of [...steps, ...afterAlert]) expect(afterMs).toBeLessThan(5000);
  }
  expect(new Set(crowd.map(({ anonymousId }) => anonymousId)).size).toBe(crowd.length);
});
