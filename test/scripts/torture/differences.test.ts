import { expect, test } from "vitest";
import { DeliveryLog } from "../../../cli/alerts/delivery-log.ts";
import type { AbandonedCart } from "../../../protocol/abandoned-carts.ts";
import type { OutcomeData } from "../../../protocol/outcome.ts";
import type { ShopperView } from "../../../protocol/shopper-view.ts";
import type { Acted } from "../../../scripts/torture/act.ts";
import { differences } from "../../../scripts/torture/differences.ts";
import type { EndState } from "../../../scripts/torture/end-state.ts";

const LAST_AT = Date.UTC(2026, 10, 20, 12);
const CUTOFF_MS = 12_000;
const LINE = { item_id: "i", item_name: null, item_variant: null, quantity: 1, price_minor: 100 };
const ALERT = { id: "c-1", status: "standing", deadline: new Date(LAST_AT + CUTOFF_MS).toISOString() };

/** A shopper who left, told once, in a collector that has everything right; then `spoil` changes something. */
function found(
  spoil: (world: { state: EndState; log: DeliveryLog; view: ShopperView; acted: Acted }) => void,
): string[] {
  const view = {
    shopper: "s",
    outbox: 0,
    cart: { cart_id: "c", item_count: 1, value_minor: 100, items: [{ ...LINE }] },
    alerts: [{ ...ALERT }],
  } as unknown as ShopperView;
  const listed = { shopper: "s", cart_id: "c", item_count: 1, value_minor: 100 } as AbandonedCart;
  const state: EndState = { views: new Map([["s", view]]), carts: [listed], pending: [] };
  const log = new DeliveryLog();
  deliver(log, "c-1");
  const acted: Acted = {
    plan: {
      id: "s",
      anonymousId: null,
      fate: "leaves",
      messages: [],
      comesBackWith: null,
      items: [{ id: "i", priceMinor: 100 }],
    },
    sent: [],
    lastAt: LAST_AT,
    retries: 0,
    done: true,
  };
  spoil({ state, log, view, acted });
  return differences({ acted: [acted], state, log, cutoffMs: CUTOFF_MS });
}

function deliver(log: DeliveryLog, id: string): void {
  const data = { cart_id: "c", episode: 1, step: 1, shopper: "s" } as OutcomeData;
  log.add(id, { type: "cart.abandoned", timestamp: "", data }, 0);
}

test("a collector that has everything right has no differences", () => {
  expect(found(() => {})).toEqual([]);
});

test.each<[string, Parameters<typeof found>[0], RegExp]>([
  ["a lost event", ({ view }) => view.cart?.items.pop(), /holds \[\] instead/],
  [
    "an event that counted twice",
    ({ view }) => Object.assign(view.cart?.items[0] ?? {}, { quantity: 2 }),
    /instead of/,
  ],
  ["a shopper who is gone", ({ state }) => state.views.clear(), /s is not known/],
  ["an alert that was not told", ({ view }) => Object.assign(view.alerts[0] ?? {}, { id: "c-2" }), /never delivered/],
  ["an alert that was not decided", ({ view }) => view.alerts.pop(), /no alert stands/],
  ["an alert for the wrong time", ({ acted }) => (acted.lastAt += 1), /no alert stands that was due/],
  ["an alert under two ids", ({ log }) => deliver(log, "c-3"), /repeats one/],
  ["an outbox that is left over", ({ view }) => (view.outbox = 1), /outcomes left over/],
  ["a directory without the cart", ({ state }) => state.carts.pop(), /does not list s/],
  [
    "a directory with another cart",
    ({ state }) => Object.assign(state.carts[0] ?? {}, { item_count: 2 }),
    /lists s as/,
  ],
])("%s is found", (_, spoil, difference) => {
  expect(found(spoil).join("\n")).toMatch(difference);
});
