import { describe, expect, test } from "vitest";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import { type ShopAction, shopActionEvent, shopActionOf } from "../../../engine/cart/shop-action.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { compareEvents } from "../../../engine/truth/event-order.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, add, event, item, rules } from "../../support/shopper-events.ts";

let made = 0;

/** The shop's action at a minute. */
function does(action: ShopAction, minute: number): ShopperEvent {
  made += 1;
  return shopActionEvent(action, NOON + minute * MINUTE, String(made));
}

interface Case {
  title: string;
  settings?: Partial<Settings>;
  events: ShopperEvent[];
  outcomes: string[];
}

const browse = { cutoff_minutes: { browse: 10, cart: 30, checkout: 30, payment: 30 } };

const CASES: Case[] = [
  { title: "a closed cart is not abandoned", events: [add("a", 0), does("close", 10)], outcomes: [] },
  { title: "closing at the very deadline prevents the alert", events: [add("a", 0), does("close", 30)], outcomes: [] },
  {
    title: "the next add begins another cart",
    events: [add("a", 0), does("close", 10), add("b", 12)],
    outcomes: ["abandoned 42 1.1"],
  },
  {
    title: "closing after the alert says nothing, like an emptying",
    events: [add("a", 0), does("close", 40)],
    outcomes: ["abandoned 30 1.1"],
  },
  {
    title: "a cart that was closed before its alert is retracted where that is known late",
    events: [add("a", 0), { ...does("close", 20), receivedAt: NOON + 45 * MINUTE }],
    outcomes: ["abandoned 30 1.1", "retracted 45 1.1 closed"],
  },
  {
    title: "what is viewed after the closing in the same session is not abandoned",
    settings: browse,
    events: [add("a", 0), does("close", 5), event("view_item", 6, { items: [item("a")] })],
    outcomes: [],
  },
  { title: "a muted cart is not alerted", events: [add("a", 0), does("mute", 10)], outcomes: [] },
  { title: "muting at the very deadline prevents the alert", events: [add("a", 0), does("mute", 30)], outcomes: [] },
  {
    title: "a muted cart stays silent when it grows",
    events: [add("a", 0), does("mute", 10), add("b", 50), event("begin_checkout", 90)],
    outcomes: [],
  },
  {
    title: "muting ends the ladder, and a purchase still recovers the alert before it",
    settings: { ladder_minutes: [60, 120] },
    events: [add("a", 0), does("mute", 40), event("purchase", 100, { transactionId: "o" })],
    outcomes: ["abandoned 30 1.1", "recovered 100 1.1"],
  },
  {
    title: "the cart after a muted one is alerted, and no cool-off runs from the silent one",
    settings: { cool_off_minutes: 600 },
    events: [add("a", 0), does("mute", 10), event("purchase", 40), add("b", 50)],
    outcomes: ["abandoned 80 1.1"],
  },
  {
    title: "a cart that is muted while its late alert waits stays silent",
    events: [add("a", 0, { receivedAt: NOON + 45 * MINUTE }), does("mute", 45.5)],
    outcomes: [],
  },
];

describe("what the shop does to a cart", () => {
  test.each(CASES)("$title", ({ settings, events, outcomes }) => {
    const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules(settings) });
    for (const each of events.toSorted((a, b) => a.receivedAt - b.receivedAt)) shopper.receive([each], each.receivedAt);
    shopper.runUntil(NOON + 180 * MINUTE);
    const seen = shopper.outcomes.map(({ type, at, data }) => {
      const reason = data.reason === undefined ? "" : ` ${data.reason}`;
      return `${type.split(".")[1]} ${(at - NOON) / MINUTE} ${data.episode}.${data.step}${reason}`;
    });
    expect(seen).toEqual(outcomes);
  });

  test("is no activity of the shopper, and begins no session", () => {
    const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules() });
    shopper.receive([add("a", 0)], NOON);
    const before = shopper.truthAt(NOON);
    shopper.receive([does("mute", 29)], NOON + 29 * MINUTE);
    const after = shopper.truthAt(NOON + 29 * MINUTE);
    expect(after.session).toEqual(before.session);
    expect(after.lastAnyAt).toBe(before.lastAnyAt);
  });

  test("the public write key can do nothing of the kind", () => {
    for (const action of ["close", "mute"] as const) {
      expect(shopActionOf(does(action, 0))).toBe(action);
      expect(shopActionOf({ ...does(action, 0), trust: "claim" })).toBeNull();
    }
  });

  test("comes after the lines of its own moment, and two come in the order of their creation", () => {
    const first = does("mute", 5);
    const second = does("close", 5.001);
    const sorted = [second, add("z", 5), first].toSorted(compareEvents).map(({ name }) => name);
    expect(sorted).toEqual(["add_to_cart", first.name, second.name]);
  });
});
