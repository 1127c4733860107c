import { type ContractCase, adds, daysOf, does, piece } from "./contract-case.ts";

const bought = { transactionId: "o1", valueMinor: 1000 };

/** What came of an alert: recoveries, and what turned out to be wrong. */
export const CORRECTION_CASES: ContractCase[] = [
  {
    title: "a purchase after the alert recovers it, once",
    steps: [adds("a", 0), does("purchase", 3, bought), does("purchase", 4, bought)],
    outcomes: ["2 abandoned 1.1", "3 recovered 1.1 window"],
  },
  {
    title: "a purchase with a recovery coupon",
    settings: { recovery_coupons: ["BACK10"] },
    steps: [adds("a", 0), does("purchase", 3, { ...bought, coupon: "back10" })],
    outcomes: ["2 abandoned 1.1", "3 recovered 1.1 coupon"],
  },
  {
    title: "a purchase after the attribution window",
    settings: { attribution_window_days: daysOf(1) },
    steps: [adds("a", 0), does("purchase", 4, bought)],
    outcomes: ["2 abandoned 1.1", "4 recovered 1.1 none"],
  },
  {
    title: "a purchase in a new episode that was not alerted recovers the last alert",
    steps: [adds("a", 0), adds("b", 3), does("purchase", 4, bought)],
    outcomes: ["2 abandoned 1.1", "4 recovered 1.1 window"],
  },
  {
    title: "a cancelled order reverses the recovery",
    steps: [adds("a", 0), does("purchase", 3, bought), does("order_cancelled", 4, { transactionId: "o1" })],
    outcomes: ["2 abandoned 1.1", "3 recovered 1.1 window", "4 reversed 1.1 order_cancelled"],
  },
  {
    title: "a full refund is a cancellation",
    steps: [adds("a", 0), does("purchase", 3, bought), does("refund", 4, { transactionId: "o1", valueMinor: 1000 })],
    outcomes: ["2 abandoned 1.1", "3 recovered 1.1 window", "4 reversed 1.1 order_cancelled"],
  },
  {
    title: "a partial refund is none",
    steps: [adds("a", 0), does("purchase", 3, bought), does("refund", 4, { transactionId: "o1", valueMinor: 400 })],
    outcomes: ["2 abandoned 1.1", "3 recovered 1.1 window"],
  },
  {
    title: "a claim does not cancel an order that the shop has confirmed",
    steps: [
      adds("a", 0),
      does("purchase", 3, { ...bought, trust: "confirmed" }),
      does("order_cancelled", 4, { transactionId: "o1" }),
    ],
    outcomes: ["2 abandoned 1.1", "3 recovered 1.1 window"],
  },
  {
    title: "a purchase that is known late takes the alert back",
    steps: [adds("a", 0), does("purchase", 1, { ...bought, received: 3 })],
    outcomes: ["2 abandoned 1.1", "3 retracted 1.1 purchase"],
  },
  {
    title: "an emptying that is known late takes the alert back",
    steps: [adds("a", 0), does("remove_from_cart", 1, { items: [piece("a", null)], received: 3 })],
    outcomes: ["2 abandoned 1.1", "3 retracted 1.1 emptied"],
  },
  {
    title: "activity that is known late leaves the alert as it is",
    steps: [adds("a", 0), does("page_view", 1, { received: 3.5 })],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "a cart that opened earlier than was known keeps its alert",
    steps: [adds("b", 1), adds("a", 0, { received: 4 })],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "every step of a ladder that proves wrong is taken back",
    settings: { ladder_minutes: [3.5 / 60] },
    steps: [adds("a", 0), does("purchase", 1, { ...bought, received: 4.5 })],
    outcomes: ["2 abandoned 1.1", "3.5 abandoned 1.2", "4.5 retracted 1.1 purchase", "4.5 retracted 1.2 purchase"],
  },
  {
    title: "after a retraction a stage event does not alert, a new add does",
    steps: [adds("a", 0), does("purchase", 1, { ...bought, received: 3 }), does("begin_checkout", 3.5), adds("b", 6.5)],
    outcomes: ["2 abandoned 1.1", "3 retracted 1.1 purchase", "8.5 abandoned 2.1 checkout"],
    watched: 10,
  },
  {
    title: "a recovered alert that proves wrong is reversed, then taken back",
    steps: [
      adds("a", 0),
      does("purchase", 3, bought),
      does("remove_from_cart", 1, { items: [piece("a", null)], received: 4 }),
    ],
    outcomes: [
      "2 abandoned 1.1",
      "3 recovered 1.1 window",
      "4 reversed 1.1 alert_retracted",
      "4 retracted 1.1 emptied",
    ],
  },
  {
    title: "an alert of a cart that never was is taken back",
    steps: [
      adds("a", 1),
      does("cart_updated", 0.5, { items: [], received: 2.2 }),
      does("purchase", 2, { ...bought, received: 4 }),
    ],
    outcomes: ["3 abandoned 1.1", "4 retracted 1.1 purchase"],
  },
  {
    title: "emptying after the alert says nothing more, and a purchase then recovers nothing",
    steps: [adds("a", 0), does("remove_from_cart", 3, { items: [piece("a", null)] }), does("purchase", 4, bought)],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "a cart after a purchase is another one",
    steps: [adds("a", 0), does("purchase", 2.7, bought), adds("b", 3.5)],
    outcomes: ["2 abandoned 1.1", "2.7 recovered 1.1 window", "5.5 abandoned 1.1"],
  },
];
