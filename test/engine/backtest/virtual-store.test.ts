import * as fc from "fast-check";
import { expect, test } from "vitest";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import { VirtualStore } from "../../../engine/backtest/virtual-store.ts";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import type { Outcome } from "../../../engine/ledger/ledger.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, add, event, item, rules } from "../../support/shopper-events.ts";

const ENDPOINTS = [{ id: "we_1", eventTypes: OUTCOME_TYPES }];
const END = NOON + 3000 * MINUTE;

const drawn = fc.array(
  fc.record({
    name: fc.constantFrom("view_item", "add_to_cart", "remove_from_cart", "begin_checkout", "purchase", "page_view"),
    wait: fc.nat(50),
    shopper: fc.nat(3),
    product: fc.constantFrom("a", "b"),
  }),
  { maxLength: 40 },
);
const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
  ladder_minutes: fc.constantFrom([], [60]),
  idle_policy: fc.constantFrom("any_activity" as const, "cart_activity" as const),
  cutoff_minutes: fc.constant({ browse: 20, cart: 30, checkout: 15, payment: 5 }),
  quiet_hours: fc.constantFrom(null, { from: "14:00", to: "15:00" }),
  internal_users: fc.constantFrom([], ["u2"]),
});

/** Traffic of four users in the order in which it happens; some of it at the same time. */
function traffic(doings: typeof drawn extends fc.Arbitrary<infer All> ? All : never) {
  let minute = 0;
  return doings.map(({ name, wait, shopper, product }, index) => {
    minute += Math.max(0, wait - 10);
    const id = `m${String(index).padStart(3, "0")}`;
    const made = event(name, minute, { id, userId: `u${shopper}`, items: [item(product)] });
    return { shopper: `u:u${shopper}` as ShopperKey, event: made };
  });
}

function outcomesOf(punctual: boolean, changed: Partial<Settings>, received: ReturnType<typeof traffic>): Outcome[] {
  const outcomes: Outcome[] = [];
  const store = new VirtualStore({
    store: "dev",
    rules: rules(changed),
    salt: "",
    endpoints: ENDPOINTS,
    punctual,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  for (const [at, together] of Map.groupBy(received, (each) => each.event.at)) store.receive(together, at);
  store.runUntil(END);
  return outcomes;
}

test("every shopper gets what it would get alone, and all of it comes in the order of time", () => {
  fc.assert(
    fc.property(drawn, settings, (doings, changed) => {
      const received = traffic(doings);
      const together = outcomesOf(false, changed, received);
      expect(together.map(({ at }) => at)).toEqual(together.map(({ at }) => at).toSorted((a, b) => a - b));
      for (const [shopper, share] of Map.groupBy(received, (each) => each.shopper)) {
        const alone = new VirtualShopper({ store: "dev", shopper, rules: rules(changed), endpoints: ENDPOINTS });
        const batches = Map.groupBy(
          share.map((each) => each.event),
          ({ at }: ShopperEvent) => at,
        );
        for (const [at, events] of batches) alone.receive(events, at);
        alone.runUntil(END);
        expect(together.filter(({ owner }) => owner === shopper)).toEqual(alone.outcomes);
      }
    }),
    { numRuns: 500 },
  );
});

test("traffic in order has the same outcomes whether it is kept or not", () => {
  fc.assert(
    fc.property(drawn, settings, (doings, changed) => {
      const received = traffic(doings);
      expect(outcomesOf(true, changed, received)).toEqual(outcomesOf(false, changed, received));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["an add", [add("b", 30)], ["30 cart.abandoned 1.1", "60 cart.abandoned 2.1"]],
  ["a stage event", [event("begin_checkout", 30)], ["30 cart.abandoned 1.1", "60 cart.abandoned 2.1"]],
  ["a view", [event("page_view", 30)], ["30 cart.abandoned 1.1"]],
  ["a purchase", [event("purchase", 30)], []],
  ["an add and a purchase", [add("b", 30), event("purchase", 30)], []],
  ["an emptying", [event("remove_from_cart", 30, { items: [item("a", null, null)] })], []],
  ["an add, and late news that moves the deadline", [event("page_view", 20), add("b", 30)], ["60 cart.abandoned 1.1"]],
])("%s at the very deadline", (_, events, expected) => {
  for (const punctual of events.every(({ at }) => at === NOON + 30 * MINUTE) ? [true, false] : [false]) {
    const seen: string[] = [];
    const store = new VirtualStore({
      store: "dev",
      rules: rules(),
      salt: "",
      endpoints: ENDPOINTS,
      punctual,
      onOutcome: ({ at, type, data }) => seen.push(`${(at - NOON) / MINUTE} ${type} ${data.episode}.${data.step}`),
    });
    store.receive([{ shopper: "u:u1", event: add("a", 0) }], NOON);
    const together = events.map((made) => ({ shopper: "u:u1" as ShopperKey, event: made }));
    store.receive(together, NOON + 30 * MINUTE);
    store.runUntil(NOON + 200 * MINUTE);
    expect(seen).toEqual(expected);
  }
});

test("when an order was made is told beside its recovery", () => {
  const told: (number | null)[] = [];
  const store = new VirtualStore({
    store: "dev",
    rules: rules(),
    salt: "",
    endpoints: ENDPOINTS,
    punctual: false,
    onOutcome: (_, boughtAt) => told.push(boughtAt),
  });
  const receive = (made: ShopperEvent, minute: number) =>
    store.receive([{ shopper: "u:u1", event: made }], NOON + minute * MINUTE);
  receive(add("a", 0), 0);
  receive(event("purchase", 40, { transactionId: "o1" }), 55);
  expect(told).toEqual([null, NOON + 40 * MINUTE]);
});
