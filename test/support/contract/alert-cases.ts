import { type ContractCase, adds, cutoffs, does, minutesOf, piece } from "./contract-case.ts";

const HOUR_MS = 3_600_000;
/** `hh:mm` in UTC. */
const timeOfDay = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** Steps, episodes, and what keeps an alert back. */
export const ALERT_CASES: ContractCase[] = [
  {
    title: "the steps of the ladder follow the first alert",
    settings: { ladder_minutes: [minutesOf(3.5), minutesOf(5)] },
    steps: [adds("a", 0)],
    outcomes: ["2 abandoned 1.1", "3.5 abandoned 1.2", "5 abandoned 1.3"],
  },
  {
    title: "a purchase ends the ladder and recovers its last alert",
    settings: { ladder_minutes: [minutesOf(3.5), minutesOf(6)] },
    steps: [adds("a", 0), does("purchase", 4.5, { transactionId: "o1" })],
    outcomes: ["2 abandoned 1.1", "3.5 abandoned 1.2", "4.5 recovered 1.2 window"],
  },
  {
    title: "activity between two steps moves the next one",
    settings: { ladder_minutes: [minutesOf(3.5)] },
    steps: [adds("a", 0), does("page_view", 2.7)],
    outcomes: ["2 abandoned 1.1", "6.2 abandoned 1.2"],
    watched: 8,
  },
  {
    title: "of steps due at once only the highest fires",
    settings: { ladder_minutes: [minutesOf(2)] },
    steps: [adds("a", 0)],
    outcomes: ["2 abandoned 1.2"],
  },
  {
    title: "a look after the alert begins nothing, an add begins an episode",
    steps: [adds("a", 0), does("page_view", 3), adds("b", 4)],
    outcomes: ["2 abandoned 1.1", "6 abandoned 2.1"],
    watched: 8,
  },
  {
    title: "a stage event after the alert begins an episode",
    steps: [adds("a", 0), does("begin_checkout", 3)],
    outcomes: ["2 abandoned 1.1", "5 abandoned 2.1 checkout"],
  },
  {
    title: "a raised quantity after the alert begins an episode",
    steps: [adds("a", 0), does("update_quantity", 3, { items: [piece("a", 2)] })],
    outcomes: ["2 abandoned 1.1", "5 abandoned 2.1"],
  },
  {
    title: "a removal after the alert begins none",
    steps: [
      does("add_to_cart", 0, { items: [piece("a"), piece("b")] }),
      does("remove_from_cart", 3, { items: [piece("a")] }),
    ],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "a snapshot with a new line after the alert begins an episode, one without does not",
    steps: [
      adds("a", 0),
      does("cart_updated", 3, { items: [piece("a")] }),
      does("cart_updated", 4, { items: [piece("a"), piece("b")] }),
    ],
    outcomes: ["2 abandoned 1.1", "6 abandoned 2.1"],
    watched: 8,
  },
  {
    title: "a cart below the minimum is silent until it has grown",
    settings: { minimum_value: 15 },
    steps: [adds("a", 0), adds("b", 3)],
    outcomes: ["5 abandoned 1.1"],
  },
  {
    title: "cool-off suppresses the first step of an episode, never later ones",
    settings: { cool_off_minutes: minutesOf(6), ladder_minutes: [minutesOf(3.5)] },
    steps: [adds("a", 0), does("purchase", 2.7, { transactionId: "o1" }), adds("b", 3.5)],
    outcomes: ["2 abandoned 1.1", "2.7 recovered 1.1 window", "7 abandoned 1.2"],
    watched: 8,
  },
  {
    title: "in quiet hours an alert waits",
    settings: (start) => ({ quiet_hours: { from: timeOfDay(start - HOUR_MS), to: timeOfDay(start + HOUR_MS) } }),
    steps: [adds("a", 0)],
    outcomes: [],
  },
  {
    title: "out of quiet hours it does not",
    settings: (start) => ({
      quiet_hours: { from: timeOfDay(start + HOUR_MS), to: timeOfDay(start + 2 * HOUR_MS) },
    }),
    steps: [adds("a", 0)],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "quiet hours are hours of the store's own time zone",
    settings: (start) => ({
      time_zone: "Asia/Ho_Chi_Minh",
      quiet_hours: { from: timeOfDay(start + 6 * HOUR_MS), to: timeOfDay(start + 8 * HOUR_MS) },
    }),
    steps: [adds("a", 0)],
    outcomes: [],
  },
  {
    title: "the hold-out group is computed and not told",
    settings: { holdout_percent: 100 },
    steps: [adds("a", 0), does("purchase", 3, { transactionId: "o1" })],
    outcomes: ["2 abandoned 1.1 suppressed", "3 recovered 1.1 window suppressed"],
  },
  {
    title: "in shadow mode everything is computed and nothing told",
    settings: { shadow: true },
    steps: [adds("a", 0), does("purchase", 3, { transactionId: "o1" })],
    outcomes: ["2 abandoned 1.1 suppressed", "3 recovered 1.1 window suppressed"],
  },
  {
    title: "the store's own people are never alerted",
    settings: { internal_users: ["U*"] },
    steps: [adds("a", 0)],
    outcomes: [],
  },
  {
    title: "an alert to one of the store's own people is taken back when that is known",
    settings: { internal_users: ["*@shop.example"] },
    steps: [adds("a", 0), does("identify", 3, { traits: { email: "Ann@Shop.example" } })],
    outcomes: ["2 abandoned 1.1", "3 retracted 1.1 internal"],
  },
  {
    title: "a program with two kinds of evidence is never alerted",
    steps: [adds("a", 0, { botAgent: true, automated: true })],
    outcomes: [],
  },
  {
    title: "one kind of evidence is not enough",
    steps: [adds("a", 0, { botAgent: true })],
    outcomes: ["2 abandoned 1.1"],
  },
  {
    title: "more events in a minute than a person makes are one kind of evidence, the user agent another",
    steps: [
      adds("a", 0, { botAgent: true }),
      ...Array.from({ length: 125 }, (_, index) => does("scroll", 0.1 + index / 1000, { received: 0.5 })),
    ],
    outcomes: [],
  },
  {
    title: "an alert to a program is taken back when that is known",
    steps: [adds("a", 0), does("page_view", 3, { botAgent: true, automated: true })],
    outcomes: ["2 abandoned 1.1", "3 retracted 1.1 bot"],
  },
  {
    title: "what is known too late waits a while, then fires as late",
    steps: [adds("a", 0, { received: 5 })],
    outcomes: ["7 abandoned 1.1 late"],
    watched: 9,
  },
  {
    title: "news in that while prolong it",
    steps: [adds("a", 0, { received: 5 }), does("page_view", 0.5, { received: 6 })],
    outcomes: ["8 abandoned 1.1 late"],
    watched: 10,
  },
  {
    title: "a purchase that is known in that while prevents the alert",
    steps: [adds("a", 0, { received: 5 }), does("purchase", 1, { received: 6 })],
    outcomes: [],
    watched: 9,
  },
  {
    title: "what begins another episode at the very moment of the deadline hides no alert",
    steps: [adds("a", 0), adds("b", 2)],
    outcomes: ["2 abandoned 1.1", "4 abandoned 2.1"],
  },
  {
    title: "known a little late it fires at once",
    steps: [adds("a", 0, { received: 3 })],
    outcomes: ["3 abandoned 1.1"],
  },
  {
    title: "events that come in the wrong order make the same cart and the same deadline",
    settings: { cutoff_minutes: cutoffs({ cart: 2 }), minimum_value: 20 },
    steps: [adds("b", 0.5), adds("a", 0, { received: 1 })],
    outcomes: ["2.5 abandoned 1.1"],
  },
];
