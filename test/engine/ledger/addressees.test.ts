import { describe, expect, test } from "vitest";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import type { Addressee } from "../../../engine/ledger/addressees.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { add, event, NOON, MINUTE, rules } from "../../support/shopper-events.ts";

/** One endpoint for each filter, named after it. */
const ENDPOINTS: readonly Addressee[] = [
  { id: "all", eventTypes: OUTCOME_TYPES },
  { id: "carts", eventTypes: OUTCOME_TYPES, stages: ["cart"] },
  { id: "late", eventTypes: OUTCOME_TYPES, stages: ["checkout", "payment"] },
  { id: "browsers", eventTypes: OUTCOME_TYPES, stages: ["browse"] },
  { id: "known", eventTypes: OUTCOME_TYPES, identities: ["known"] },
  { id: "anonymous", eventTypes: OUTCOME_TYPES, identities: ["anonymous"] },
  { id: "known late", eventTypes: OUTCOME_TYPES, stages: ["checkout"], identities: ["known"] },
  { id: "sequels", eventTypes: ["cart.recovered"], stages: ["cart"] },
  { id: "late sequels", eventTypes: ["cart.recovered"], stages: ["checkout"] },
];

function someone(shopper: ShopperKey, endpoints: Addressee[] = [...ENDPOINTS]) {
  return new VirtualShopper({
    store: "dev",
    shopper,
    rules: rules({ cutoff_minutes: { browse: 30, cart: 30, checkout: 30, payment: 30 } }),
    endpoints,
  });
}

const purchase = (minute: number, more = {}) =>
  event("purchase", minute, { transactionId: "o1", valueMinor: 1000, ...more });
const nobody = { userId: null, anonymousId: "a1" };

describe("an alert is told to the endpoints whose filters it passes", () => {
  test.each([
    ["a user's cart", "u:u1", [add("a", 0)], ["all", "carts", "known"]],
    ["an unknown shopper's cart", "a:a1", [add("a", 0, nobody)], ["all", "carts", "anonymous"]],
    ["a user's checkout", "u:u1", [add("a", 0), event("begin_checkout", 1)], ["all", "late", "known", "known late"]],
    ["a user's payment", "u:u1", [add("a", 0), event("add_payment_info", 1)], ["all", "late", "known"]],
    [
      "an unknown shopper's visit",
      "a:a1",
      [event("view_item", 0, { ...add("a", 0, nobody), name: "view_item" })],
      ["all", "browsers", "anonymous"],
    ],
  ] as const)("%s", (_what, shopper, events, told) => {
    const person = someone(shopper);
    for (const each of events) person.receive([each], each.receivedAt);
    person.runUntil(NOON + 60 * MINUTE);
    expect(person.outcomes).toMatchObject([{ type: "cart.abandoned", endpoints: told }]);
  });
});

describe("what follows an alert", () => {
  test("goes where the alert was attempted, and to those who want only that, by the alert's own stage", () => {
    const person = someone("u:u1");
    for (const each of [add("a", 0), event("begin_checkout", 40), purchase(41)]) {
      person.receive([each], each.receivedAt);
    }
    expect(person.outcomes).toMatchObject([
      { type: "cart.abandoned", endpoints: ["all", "carts", "known"] },
      { type: "cart.recovered", endpoints: ["all", "carts", "known", "sequels"] },
    ]);
  });

  test.each([
    ["another stage", { stages: ["payment"] }],
    ["other people", { identities: ["anonymous"] }],
  ] as const)("goes there also when the endpoint's filter asks for %s by now", (_what, filter) => {
    const before: Addressee = { id: "we_1", eventTypes: OUTCOME_TYPES };
    const endpoints = [before];
    const person = someone("u:u1", endpoints);
    person.receive([add("a", 0)], NOON);
    person.runUntil(NOON + 40 * MINUTE);
    endpoints[0] = { ...before, ...filter };
    // It was bought before the alert fired, and that came to notice only now.
    person.receive([purchase(20, { receivedAt: NOON + 41 * MINUTE })], NOON + 41 * MINUTE);
    expect(person.outcomes).toMatchObject([
      { type: "cart.abandoned", endpoints: ["we_1"] },
      { type: "cart.retracted", endpoints: ["we_1"] },
    ]);
  });
});
