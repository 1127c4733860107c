import { describe, expect, test } from "vitest";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, add, cutoff, event, item, rules } from "../../support/shopper-events.ts";

interface Case {
  title: string;
  settings?: Partial<Settings>;
  /** Received when they happen, unless `receivedAt` says otherwise. */
  events: ShopperEvent[];
  /** Type, minute of the decision, and episode.step of each outcome until three hours after noon. */
  outcomes: string[];
}

const late = (minute: number): Partial<ShopperEvent> => ({ receivedAt: NOON + minute * MINUTE });

const CASES: Case[] = [
  {
    title: "a cart left alone is abandoned once, when its cut-off has passed",
    events: [add("a", 0)],
    outcomes: ["abandoned 30 1.1"],
  },
  {
    title: "any event moves the deadline under any_activity",
    events: [add("a", 0), event("page_view", 20), event("scroll", 29)],
    outcomes: ["abandoned 59 1.1"],
  },
  {
    title: "session_end moves no deadline",
    events: [add("a", 0), event("session_end", 20)],
    outcomes: ["abandoned 30 1.1"],
  },
  {
    title: "only cart events move the deadline under cart_activity",
    settings: { idle_policy: "cart_activity" },
    events: [add("a", 0), event("view_cart", 10), event("page_view", 20)],
    outcomes: ["abandoned 40 1.1"],
  },
  {
    title: "an identify through the secret key moves no deadline, a cart event through it does",
    events: [
      add("a", 0),
      event("identify", 10, { trust: "confirmed" }),
      event("begin_checkout", 20, { trust: "confirmed" }),
    ],
    outcomes: ["abandoned 50 1.1"],
  },
  {
    title: "a purchase before the deadline prevents the alert",
    events: [add("a", 0), event("purchase", 29)],
    outcomes: [],
  },
  {
    title: "a purchase at the very deadline prevents the alert",
    events: [add("a", 0), event("purchase", 30)],
    outcomes: [],
  },
  {
    title: "a view at the very deadline does not",
    events: [add("a", 0), event("page_view", 30)],
    outcomes: ["abandoned 30 1.1"],
  },
  {
    title: "an emptied cart is not abandoned",
    events: [add("a", 0), event("remove_from_cart", 5, { items: [item("a", null, null)] })],
    outcomes: [],
  },
  {
    title: "a purchase after the alert recovers it, once",
    events: [
      add("a", 0),
      event("purchase", 40, { transactionId: "o1" }),
      event("purchase", 50, { transactionId: "o1" }),
    ],
    outcomes: ["abandoned 30 1.1", "recovered 40 1.1"],
  },
  {
    title: "cancelling the order reverses the recovery",
    events: [
      add("a", 0),
      event("purchase", 40, { transactionId: "o1" }),
      event("order_cancelled", 60, { transactionId: "o1" }),
    ],
    outcomes: ["abandoned 30 1.1", "recovered 40 1.1", "reversed 60 1.1"],
  },
  {
    title: "a view after the alert begins nothing, an add begins an episode with the whole cart",
    events: [add("a", 0), event("page_view", 40), add("b", 50)],
    outcomes: ["abandoned 30 1.1", "abandoned 80 2.1"],
  },
  {
    title: "a stage event after the alert begins an episode",
    settings: { cutoff_minutes: { browse: null, cart: 30, checkout: 10, payment: 5 } },
    events: [add("a", 0), event("begin_checkout", 40)],
    outcomes: ["abandoned 30 1.1", "abandoned 50 2.1"],
  },
  {
    title: "the highest stage reached sets the cut-off",
    settings: { cutoff_minutes: { browse: null, cart: 60, checkout: 20, payment: 5 } },
    events: [add("a", 0), event("add_payment_info", 1), event("begin_checkout", 2)],
    outcomes: ["abandoned 7 1.1"],
  },
  {
    title: "a stage that is switched off is not abandoned",
    settings: { cutoff_minutes: { browse: null, cart: 30, checkout: null, payment: 30 } },
    events: [add("a", 0), event("begin_checkout", 1)],
    outcomes: [],
  },
  {
    title: "the ladder's steps follow the first alert of the episode",
    settings: { ladder_minutes: [60, 120] },
    events: [add("a", 0)],
    outcomes: ["abandoned 30 1.1", "abandoned 60 1.2", "abandoned 120 1.3"],
  },
  {
    title: "a purchase between two steps recovers the last alert and ends the ladder",
    settings: { ladder_minutes: [60, 120] },
    events: [add("a", 0), event("purchase", 90)],
    outcomes: ["abandoned 30 1.1", "abandoned 60 1.2", "recovered 90 1.2"],
  },
  {
    title: "of steps due at once only the highest fires",
    settings: { ladder_minutes: [30] },
    events: [add("a", 0)],
    outcomes: ["abandoned 30 1.2"],
  },
  {
    title: "a cart below the minimum is silent until it has grown",
    settings: { minimum_value: 15 },
    events: [add("a", 0), add("b", 60)],
    outcomes: ["abandoned 90 1.1"],
  },
  {
    title: "cool-off suppresses the first step of an episode, never later ones",
    settings: { cool_off_minutes: 100, ladder_minutes: [60] },
    events: [add("a", 0), event("purchase", 40, { transactionId: "o" }), add("b", 45)],
    outcomes: ["abandoned 30 1.1", "recovered 40 1.1", "abandoned 105 1.2"],
  },
  {
    title: "in quiet hours a step waits for their end, and a purchase meanwhile cancels it",
    settings: { quiet_hours: { from: "12:20", to: "13:30" } },
    events: [add("a", 0), event("purchase", 89)],
    outcomes: [],
  },
  {
    title: "a purchase that is known late retracts the alert",
    events: [add("a", 0), event("purchase", 25, late(40))],
    outcomes: ["abandoned 30 1.1", "retracted 40 1.1"],
  },
  {
    title: "after a retraction a stage event does not alert, a new add does",
    events: [
      add("a", 0),
      event("purchase", 25, { ...late(40), transactionId: "o" }),
      event("begin_checkout", 45),
      add("b", 100),
    ],
    outcomes: ["abandoned 30 1.1", "retracted 40 1.1", "abandoned 130 2.1"],
  },
  {
    title: "a recovered alert that proves wrong is reversed, then retracted",
    events: [
      add("a", 0),
      event("purchase", 40, { transactionId: "o1" }),
      event("remove_from_cart", 20, { ...late(50), items: [item("a", null, null)] }),
    ],
    outcomes: ["abandoned 30 1.1", "recovered 40 1.1", "reversed 50 1.1", "retracted 50 1.1"],
  },
  {
    title: "what comes to notice long after it was due waits a minute, then fires as late",
    events: [add("a", 0, late(45))],
    outcomes: ["abandoned 46 1.1 late"],
  },
  {
    title: "news within that minute prolongs the wait",
    events: [add("a", 0, late(45)), event("page_view", 5, late(45.5))],
    outcomes: ["abandoned 46.5 1.1 late"],
  },
  {
    title: "browsing is abandoned only with a browse cut-off",
    settings: { cutoff_minutes: { browse: 10, cart: 30, checkout: 30, payment: 30 } },
    events: [event("view_item", 0, { items: [item("a")] })],
    outcomes: ["abandoned 10 1.1"],
  },
  {
    title: "browsing in a session in which a cart was emptied is not",
    settings: { cutoff_minutes: { browse: 10, cart: 30, checkout: 30, payment: 30 } },
    events: [
      add("a", 0),
      event("remove_from_cart", 1, { items: [item("a")] }),
      event("view_item", 2, { items: [item("a")] }),
    ],
    outcomes: [],
  },
  {
    title: "a cart expires after its alert, and not without one",
    settings: { expire_days: 2 / 24 },
    events: [add("a", 0)],
    outcomes: ["abandoned 30 1.1", "expired 120 1.1"],
  },
  {
    title: "a cart without an alert expires in silence",
    settings: { expire_days: 2 / 24, cutoff_minutes: cutoff(null) },
    events: [add("a", 0)],
    outcomes: [],
  },
  {
    title: "no step is told twice under one number when late events divide the episodes otherwise",
    settings: { cutoff_minutes: { browse: 10, cart: 15, checkout: null, payment: 5 }, ladder_minutes: [40] },
    events: [
      event("view_item", 15, { id: "same", trust: "confirmed", items: [item("a")] }),
      event("view_item", 0, { ...late(26), items: [item("a")] }),
      event("add_to_cart", 15, { id: "same", ...late(41) }),
    ],
    outcomes: ["abandoned 25 1.1", "abandoned 40 1.2", "abandoned 55 2.2"],
  },
];

describe("episodes and their outcomes", () => {
  test.each(CASES)("$title", ({ settings, events, outcomes }) => {
    const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules(settings) });
    for (const each of events.toSorted((a, b) => a.receivedAt - b.receivedAt)) shopper.receive([each], each.receivedAt);
    shopper.runUntil(NOON + 180 * MINUTE);
    const seen = shopper.outcomes.map(({ type, at, data }) => {
      const minute = (at - NOON) / MINUTE;
      return `${type.split(".")[1]} ${minute} ${data.episode}.${data.step}${data.late ? " late" : ""}`;
    });
    expect(seen).toEqual(outcomes);
  });
});
