import { expect, test } from "vitest";
import { Tally } from "../../../engine/backtest/tally.ts";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, add, event, item, rules } from "../../support/shopper-events.ts";

/** Counts what comes of a shopper's events by eight in the evening. */
function figures(events: ShopperEvent[], settings: Partial<Settings> = {}) {
  const endpoints = [{ id: "we_1", eventTypes: OUTCOME_TYPES }];
  const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules(settings), endpoints });
  for (const each of events) shopper.receive([each], each.receivedAt);
  shopper.runUntil(NOON + 30 * 60 * MINUTE);
  const orders = shopper.truthAt(NOON + 30 * 60 * MINUTE).orders;
  const tally = new Tally();
  for (const outcome of shopper.outcomes) {
    tally.add(outcome, orders.find(({ id }) => id === outcome.data.transaction_id)?.at ?? null);
  }
  return tally.figures();
}

const order = (minute: number, more: Partial<ShopperEvent> = {}) =>
  event("purchase", minute, { transactionId: "o1", valueMinor: 900, ...more });
const usd = (value_minor: number) => [{ currency: "USD", value_minor }];

test.each([
  ["59 minutes after the alert", 89, { needless_1h: 1, needless_24h: 1 }],
  ["an hour after the alert", 90, { needless_1h: 1, needless_24h: 1 }],
  ["over an hour after it", 91, { needless_1h: 0, needless_24h: 1 }],
  ["a day after it", 30 + 24 * 60, { needless_1h: 0, needless_24h: 1 }],
  ["over a day after it", 31 + 24 * 60, { needless_1h: 0, needless_24h: 0 }],
])("a purchase %s", (_, minute, expected) => {
  expect(figures([add("a", 0), order(minute)])).toMatchObject({ alerts: 1, recovered: 1, ...expected });
});

test("every step before the purchase was needless, each by its own time", () => {
  const ladder = { ladder_minutes: [90] };
  expect(figures([add("a", 0), order(100)], ladder)).toMatchObject({ alerts: 2, needless_1h: 1, needless_24h: 2 });
});

test("value at stake counts a cart once, as of its last alert", () => {
  const grown = figures([add("a", 0), add("b", 60)], { ladder_minutes: [120] });
  expect(grown).toMatchObject({ alerts: 3, carts: 1, value_at_stake: usd(2000), value_recovered: [] });
});

test("a retracted alert was nothing at stake, and not needless", () => {
  const late = order(20, { receivedAt: NOON + 45 * MINUTE });
  expect(figures([add("a", 0), late])).toMatchObject({
    alerts: 1,
    retracted: 1,
    recovered: 0,
    needless_24h: 0,
    value_at_stake: [],
  });
});

test("a cancelled order was no value recovered", () => {
  const cancelled = event("order_cancelled", 60, { transactionId: "o1" });
  expect(figures([add("a", 0), order(40)])).toMatchObject({ value_recovered: usd(900) });
  expect(figures([add("a", 0), order(40), cancelled])).toMatchObject({
    recovered: 1,
    reversed: 1,
    value_recovered: [],
  });
});

test("currencies are never added together", () => {
  const vnd = { ...item("v", 50_000), currency: "VND" };
  const events = [add("a", 0), order(40), event("add_to_cart", 50, { items: [vnd], currency: "VND" })];
  expect(figures(events)).toMatchObject({
    carts: 2,
    value_at_stake: [
      { currency: "USD", value_minor: 1000 },
      { currency: "VND", value_minor: 50_000 },
    ],
  });
});

test("expiries and late alerts are told apart", () => {
  const late = add("a", 0, { receivedAt: NOON + 45 * MINUTE });
  expect(figures([late], { expire_days: 2 / 24 })).toMatchObject({ alerts: 1, late: 1, expired: 1 });
});
