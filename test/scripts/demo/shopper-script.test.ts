import { expect, test } from "vitest";
import { DEMO_PRODUCTS } from "../../../scripts/demo/products.ts";
import { shopperScript } from "../../../scripts/demo/shopper-script.ts";

const crowd = Array.from({ length: 14 }, (_, index) => shopperScript(index, DEMO_PRODUCTS));

test("some leave, some buy, some come back", () => {
  const kinds = new Set(crowd.map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(["leaves", "buys", "leaves at checkout", "comes back", "looks around"]));
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

test("no shopper pauses as long as the cut-off, and no two are the same", () => {
  for (const { steps, afterAlert } of crowd) {
    for (const { afterMs } of [...steps, ...afterAlert]) expect(afterMs).toBeLessThan(5000);
  }
  expect(new Set(crowd.map(({ anonymousId }) => anonymousId)).size).toBe(crowd.length);
});
