import { shopActionEvent } from "../../../engine/cart/shop-action.ts";
import { MINUTE, NOON, add, cutoff, event, item } from "../../support/shopper-events.ts";
import type { Situation } from "./explain-at.ts";

/** A situation and what decides in it. */
export interface ExplainCase extends Situation {
  title: string;
  /** State, deciding rule, and the minute of `until`. */
  decided: string;
}

/** Received at that minute, whenever it happened. */
export const late = (minute: number) => ({ receivedAt: NOON + minute * MINUTE });
/** The order of these cases. */
export const bought = (minute: number) => event("purchase", minute, { transactionId: "o1" });
const emptied = (minute: number) => event("remove_from_cart", minute, { items: [item("a", null, null)] });
const shop = (action: "close" | "mute", minute: number) => shopActionEvent(action, NOON + minute * MINUTE, "1");
const quiet = { quiet_hours: { from: "12:20", to: "13:30" } };
const browse = { cutoff_minutes: { browse: 10, cart: 30, checkout: 30, payment: 30 } };
const viewed = event("view_item", 0, { items: [item("a")] });

/** A situation for each rule that can decide, and for those in which two of them compete. */
export const EXPLAIN_CASES: ExplainCase[] = [
  { title: "nothing but a page view", events: [event("page_view", 0)], minute: 1, decided: "none no_cart" },
  { title: "a cart before its cut-off", events: [add("a", 0)], minute: 10, decided: "armed cutoff 30" },
  {
    title: "a cart whose deadline moved",
    events: [add("a", 0), event("scroll", 9)],
    minute: 10,
    decided: "armed cutoff 39",
  },
  {
    title: "a cart at the checkout's cut-off",
    settings: { cutoff_minutes: { ...cutoff(30), checkout: 5 } },
    events: [add("a", 0), event("begin_checkout", 1)],
    minute: 2,
    decided: "armed cutoff 6",
  },
  { title: "an alert that fired", events: [add("a", 0)], minute: 31, decided: "alerted already_alerted" },
  {
    title: "an alert that fired, and a ladder",
    settings: { ladder_minutes: [60] },
    events: [add("a", 0)],
    minute: 31,
    decided: "armed ladder 60",
  },
  {
    title: "a ladder at its end",
    settings: { ladder_minutes: [60] },
    events: [add("a", 0)],
    minute: 61,
    decided: "alerted already_alerted",
  },
  {
    title: "a new episode after the alert",
    events: [add("a", 0), add("b", 40)],
    minute: 41,
    decided: "armed cutoff 70",
  },
  { title: "a cart that was bought", events: [add("a", 0), bought(5)], minute: 10, decided: "none bought" },
  {
    title: "a cart that was bought after its alert",
    events: [add("a", 0), bought(40)],
    minute: 41,
    decided: "none bought",
  },
  { title: "a cart that was emptied", events: [add("a", 0), emptied(5)], minute: 10, decided: "none emptied" },
  { title: "a cart that the shop closed", events: [add("a", 0), shop("close", 5)], minute: 10, decided: "none closed" },
  { title: "a cart that the shop muted", events: [add("a", 0), shop("mute", 5)], minute: 10, decided: "silent muted" },
  {
    title: "a muted cart past its cut-off",
    events: [add("a", 0), shop("mute", 5)],
    minute: 50,
    decided: "silent muted",
  },
  {
    title: "a cart that expired",
    settings: { expire_days: 1 / 24 },
    events: [add("a", 0)],
    minute: 70,
    decided: "none expired",
  },
  {
    title: "a stage that is switched off",
    settings: { cutoff_minutes: cutoff(null) },
    events: [add("a", 0)],
    minute: 10,
    decided: "silent stage_off",
  },
  { title: "a viewer where browsing is off", events: [viewed], minute: 1, decided: "none browse_off" },
  { title: "a viewer where browsing is on", settings: browse, events: [viewed], minute: 1, decided: "armed cutoff 10" },
  {
    title: "a cart below the minimum, before its cut-off",
    settings: { minimum_value: 15 },
    events: [add("a", 0)],
    minute: 10,
    decided: "silent below_minimum",
  },
  {
    title: "a cart below the minimum, after it",
    settings: { minimum_value: 15 },
    events: [add("a", 0)],
    minute: 40,
    decided: "silent below_minimum",
  },
  {
    title: "a cart at the minimum",
    settings: { minimum_value: 10 },
    events: [add("a", 0)],
    minute: 10,
    decided: "armed cutoff 30",
  },
  {
    title: "cool-off, before the cut-off",
    settings: { cool_off_minutes: 100 },
    events: [add("a", 0), bought(40), add("b", 45)],
    minute: 50,
    decided: "silent cool_off",
  },
  {
    title: "cool-off, after the cut-off",
    settings: { cool_off_minutes: 100 },
    events: [add("a", 0), bought(40), add("b", 45)],
    minute: 90,
    decided: "silent cool_off",
  },
  {
    title: "cool-off with a later step",
    settings: { cool_off_minutes: 100, ladder_minutes: [60] },
    events: [add("a", 0), bought(40), add("b", 45)],
    minute: 50,
    decided: "armed cutoff 105",
  },
  {
    title: "a step due in quiet hours",
    settings: quiet,
    events: [add("a", 0)],
    minute: 40,
    decided: "waiting quiet_hours 9x",
  },
  {
    title: "a step that will be due in quiet hours",
    settings: quiet,
    events: [add("a", 0)],
    minute: 10,
    decided: "armed cutoff 9x",
  },
  {
    title: "a purchase in quiet hours",
    settings: quiet,
    events: [add("a", 0), bought(50)],
    minute: 60,
    decided: "none bought",
  },
  { title: "news that came late", events: [add("a", 0, late(45))], minute: 45.5, decided: "waiting late_grace 46" },
  {
    title: "news that came late, in quiet hours",
    settings: quiet,
    events: [add("a", -20, late(45))],
    minute: 45.5,
    decided: "waiting quiet_hours 9x",
  },
  {
    title: "after a retraction",
    events: [add("a", 0), event("purchase", 25, { ...late(40), transactionId: "o" }), event("begin_checkout", 45)],
    minute: 50,
    decided: "silent retracted_before",
  },
  {
    title: "after a retraction, past the cut-off",
    events: [add("a", 0), event("purchase", 25, { ...late(40), transactionId: "o" }), event("begin_checkout", 45)],
    minute: 80,
    decided: "silent retracted_before",
  },
  {
    title: "after a retraction and a new add",
    events: [add("a", 0), event("purchase", 25, { ...late(40), transactionId: "o" }), add("b", 45)],
    minute: 50,
    decided: "armed cutoff 75",
  },
  {
    title: "the hold-out group",
    settings: { holdout_percent: 100 },
    events: [add("a", 0)],
    minute: 10,
    decided: "silent hold_out 30",
  },
  {
    title: "the hold-out group, after the deadline",
    settings: { holdout_percent: 100 },
    events: [add("a", 0)],
    minute: 40,
    decided: "silent hold_out",
  },
  { title: "shadow mode", settings: { shadow: true }, events: [add("a", 0)], minute: 10, decided: "silent shadow 30" },
  { title: "no endpoint", events: [add("a", 0)], endpoints: [], minute: 10, decided: "silent no_endpoint 30" },
  {
    title: "endpoints that take no alerts",
    events: [add("a", 0)],
    endpoints: [{ id: "we_2", eventTypes: ["cart.recovered"] }],
    minute: 10,
    decided: "silent endpoint_filter 30",
  },
  {
    title: "endpoints that take no alerts of this stage",
    events: [add("a", 0)],
    endpoints: [{ id: "we_2", eventTypes: ["cart.abandoned"], stages: ["checkout"] }],
    minute: 10,
    decided: "silent endpoint_filter 30",
  },
  {
    title: "endpoints that take no alerts about this kind of shopper",
    events: [add("a", 0)],
    endpoints: [{ id: "we_2", eventTypes: ["cart.abandoned"], identities: ["anonymous"] }],
    minute: 10,
    decided: "silent endpoint_filter 30",
  },
  {
    title: "one of the store's own people",
    events: [add("a", 0, { internal: true })],
    minute: 10,
    decided: "silent internal",
  },
  {
    title: "one of the store's own people, without a cart",
    events: [event("page_view", 0, { internal: true })],
    minute: 1,
    decided: "silent internal",
  },
  { title: "a program", events: [add("a", 0, { botAgent: true, automated: true })], minute: 40, decided: "silent bot" },
  {
    title: "steps due at the same time",
    settings: { ladder_minutes: [30] },
    events: [add("a", 0)],
    minute: 10,
    decided: "armed cutoff 30",
  },
];
