import { type ContractCase, adds, cutoffs, daysOf, does, minutesOf, piece } from "./contract-case.ts";

/** What makes a cart, what moves its deadline, what ends it. */
export const CART_CASES: ContractCase[] = [
  { title: "a cart left alone is abandoned once", steps: [adds("a", 0)], outcomes: ["2 abandoned 1.1"] },
  {
    title: "any activity moves the deadline",
    steps: [adds("a", 0), does("page_view", 1)],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "the end of the session moves no deadline",
    steps: [adds("a", 0), does("session_end", 1)],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "under cart_activity a look at the cart counts, a look at a page does not",
    settings: { idle_policy: "cart_activity" },
    steps: [adds("a", 0), does("view_cart", 1), does("page_view", 2)],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "what the shop's server says of a shopper is no activity",
    steps: [adds("a", 0), does("identify", 1, { trust: "confirmed" })],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "a cart event through the shop's server is",
    steps: [adds("a", 0), adds("b", 1, { trust: "confirmed" })],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "a purchase before the deadline prevents the alert",
    steps: [adds("a", 0), does("purchase", 1)],
    outcomes: [],
  },
  { title: "a purchase without a cart is a sale and nothing else", steps: [does("purchase", 0)], outcomes: [] },
  {
    title: "removing the whole line empties the cart",
    steps: [adds("a", 0), does("remove_from_cart", 1, { items: [piece("a", null)] })],
    outcomes: [],
  },
  {
    title: "removing one of two leaves a cart",
    steps: [
      does("add_to_cart", 0, { items: [piece("a", 2)] }),
      does("remove_from_cart", 1, { items: [piece("a", 1)] }),
    ],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "setting the quantity to 0 empties the cart",
    steps: [adds("a", 0), does("update_quantity", 1, { items: [piece("a", 0)] })],
    outcomes: [],
  },
  {
    title: "setting the quantity of a product that is not in the cart opens one",
    steps: [does("update_quantity", 0, { items: [piece("a", 3)] })],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "an empty snapshot empties the cart",
    steps: [adds("a", 0), does("cart_updated", 1, { items: [] })],
    outcomes: [],
  },
  {
    title: "a snapshot opens a cart",
    steps: [does("cart_updated", 0, { items: [piece("a"), piece("b")] })],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "looking at the cart with its items opens one, without says nothing",
    steps: [does("view_cart", 0, { items: [piece("a")] }), does("view_cart", 1)],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "an add without a product opens a cart of unknown contents",
    steps: [does("add_to_cart", 0)],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "a checkout without items opens a cart at its stage",
    steps: [does("begin_checkout", 0)],
    outcomes: ["2 abandoned 1.1 checkout"],
  },
  {
    title: "the highest stage reached sets the cut-off",
    settings: { cutoff_minutes: cutoffs({ cart: 6, checkout: 4, payment: 1 }) },
    steps: [adds("a", 0), does("add_payment_info", 1), does("begin_checkout", 1.2)],
    outcomes: ["2.2 abandoned 1.1 payment"],
  },
  {
    title: "a failed payment is the payment stage",
    settings: { cutoff_minutes: cutoffs({ cart: 6, payment: 1 }) },
    steps: [adds("a", 0), does("payment_failed", 1)],
    outcomes: ["2 abandoned 1.1 payment"],
  },
  {
    title: "a stage that is switched off is not abandoned",
    settings: { cutoff_minutes: cutoffs({ checkout: null }) },
    steps: [adds("a", 0), does("begin_checkout", 1)],
    outcomes: [],
  },
  {
    title: "the same message twice is one event",
    steps: [adds("a", 0, { id: "same" }), adds("a", 3, { id: "same" })],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "an order that is told again does not close a newer cart",
    steps: [
      adds("a", 0),
      does("purchase", 1, { transactionId: "o1" }),
      adds("b", 2),
      does("purchase", 3, { transactionId: "o1" }),
    ],
    outcomes: ["5 abandoned 1.1"],
  },
  {
    title: "a cart expires after its alert",
    settings: { expire_days: daysOf(4) },
    steps: [adds("a", 0)],
    outcomes: ["2 abandoned 1.1", "4 expired 1.1"],
  },
  {
    title: "a cart without an alert expires in silence",
    settings: { expire_days: daysOf(2), cutoff_minutes: cutoffs({ cart: null }) },
    steps: [adds("a", 0)],
    outcomes: [],
  },
  {
    title: "a purchase after the expiry recovers nothing",
    settings: { expire_days: daysOf(3.5) },
    steps: [adds("a", 0), does("purchase", 5, { transactionId: "o1" })],
    outcomes: ["2 abandoned 1.1", "3.5 expired 1.1"],
  },
  {
    title: "the shop closes a cart",
    steps: [adds("a", 0), does("cartbeat:close_cart", 1, { trust: "confirmed" })],
    outcomes: [],
  },
  {
    title: "the shop mutes a cart",
    steps: [adds("a", 0), does("cartbeat:mute_cart", 1, { trust: "confirmed" }), adds("b", 1.5)],
    outcomes: [],
  },
  {
    title: "nobody closes a cart with the public key",
    steps: [adds("a", 0), does("cartbeat:close_cart", 1)],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "browsing is abandoned with a browse cut-off",
    settings: { cutoff_minutes: cutoffs({ browse: 2 }) },
    steps: [does("view_item", 0, { items: [piece("a")] })],
    outcomes: ["2 abandoned 1.1 browse"],
  },
  { title: "browsing is not without one", steps: [does("view_item", 0, { items: [piece("a")] })], outcomes: [] },
  {
    title: "browsing is not in a session in which a cart was emptied",
    settings: { cutoff_minutes: cutoffs({ browse: 2 }) },
    steps: [
      adds("a", 0),
      does("remove_from_cart", 0.5, { items: [piece("a", null)] }),
      does("view_item", 1, { items: [piece("b")] }),
    ],
    outcomes: [],
  },
  {
    title: "a minimum value does not apply to browsing",
    settings: { cutoff_minutes: cutoffs({ browse: 2 }), minimum_value: 100 },
    steps: [does("view_item", 0, { items: [piece("a")] })],
    outcomes: ["2 abandoned 1.1 browse"],
  },
  {
    title: "what was viewed ends with its session",
    settings: { cutoff_minutes: cutoffs({ browse: 2 }) },
    steps: [does("view_item", 0, { items: [piece("a")] }), does("page_view", 1, { sessionId: "s2" })],
    outcomes: [],
  },
  {
    title: "without a session id a gap ends the session",
    settings: { cutoff_minutes: cutoffs({ browse: 2 }) },
    constants: { sessionGapMs: 1000 },
    steps: [
      does("view_item", 0, { items: [piece("a")], sessionId: null }),
      does("page_view", 1.2, { sessionId: null }),
    ],
    outcomes: [],
  },
  {
    title: "an add after a browse alert begins an episode of its own",
    settings: { cutoff_minutes: cutoffs({ browse: 1 }), cool_off_minutes: minutesOf(0) },
    steps: [does("view_item", 0, { items: [piece("a")] }), adds("a", 2)],
    outcomes: ["1 abandoned 1.1 browse", "4 abandoned 2.1"],
  },
];
