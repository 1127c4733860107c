import { ENGINE_CONSTANTS, type EngineConstants } from "../../../engine/constants.ts";
import type { Item, ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { shopperKeyOf } from "../../../engine/shopper-key.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../protocol/settings.ts";

/** The cut-off of every case that does not say otherwise, in seconds. */
const CUTOFF_S = 2;
/** How long a case is watched that does not say otherwise, in seconds. */
const WATCHED_S = 7;

/** What happens in a case: an event that is received, or the shop's word that two ids are one. Times in seconds. */
export type ContractStep =
  | { received: number; happened: number; event: Partial<ShopperEvent> & { name: string } }
  | {
      received: number;
      alias: { userId: string; previousId: string };
    };

/** One promise of the engine: what is received when, and what comes of it. */
export interface ContractCase {
  title: string;
  /** May depend on when the case begins (epoch milliseconds), where hours of the day matter. */
  settings?: Partial<Settings> | ((start: number) => Partial<Settings>);
  constants?: Partial<EngineConstants>;
  steps: ContractStep[];
  /**
   * `2 abandoned 1.1`: the second of the decision, what it is, of which episode and step; then the stage if it is not
   * `cart`, the attribution or reason, `late`, `suppressed`.
   */
  outcomes: string[];
  /** How many seconds are watched. */
  watched?: number;
}

/** Something a shopper does: who, is told by `userId` and `anonymousId` (default: the user `u1`). */
export function does(
  name: string,
  second: number,
  more: Partial<ShopperEvent> & { received?: number } = {},
): ContractStep {
  const { received, ...event } = more;
  return { received: received ?? second, happened: second, event: { name, ...event } };
}

/** An add of one product at ten dollars. */
export function adds(
  id: string,
  second: number,
  more: Partial<ShopperEvent> & { received?: number } = {},
): ContractStep {
  return does("add_to_cart", second, { items: [piece(id)], ...more });
}

/** One product line. */
export function piece(id: string, quantity: number | null = 1, priceMinor: number | null = 1000): Item {
  return { id, variant: null, name: null, priceMinor, currency: "USD", quantity, url: null, imageUrl: null };
}

/** Cut-offs in seconds; a stage that is not named has the usual one, browsing is off. */
export function cutoffs(seconds: Partial<Record<"browse" | "cart" | "checkout" | "payment", number | null>>) {
  const { browse, cart, checkout, payment } = seconds;
  return { browse: cutoff(browse ?? null), cart: cutoff(cart), checkout: cutoff(checkout), payment: cutoff(payment) };
}

/** Seconds as the settings count them. */
export const minutesOf = (seconds: number): number => seconds / 60;
/** Seconds as the settings count them. */
export const daysOf = (seconds: number): number => seconds / 86_400;

/** When a case begins (epoch milliseconds), and how long its second takes: on a busy machine longer than a second. */
export interface Pace {
  start: number;
  secondMs: number;
}

/** The case's settings at that pace. */
export function settingsOf({ settings }: ContractCase, { start, secondMs }: Pace): Settings {
  const own = typeof settings === "function" ? settings(start) : settings;
  const asked = { ...DEFAULT_SETTINGS, cutoff_minutes: cutoffs({}), ...own };
  const factor = secondMs / 1000;
  const stage = (minutes: number | null): number | null => (minutes === null ? null : minutes * factor);
  const { browse, cart, checkout, payment } = asked.cutoff_minutes;
  return {
    ...asked,
    cutoff_minutes: { browse: stage(browse), cart: stage(cart), checkout: stage(checkout), payment: stage(payment) },
    ladder_minutes: asked.ladder_minutes.map((minutes) => minutes * factor),
    cool_off_minutes: asked.cool_off_minutes * factor,
    expire_days: Math.min(asked.expire_days * factor, 365),
    attribution_window_days: asked.attribution_window_days * factor,
  };
}

/** The case's constants at that pace: what is over two seconds late waits two seconds. */
export function constantsOf({ constants }: ContractCase, { secondMs }: Pace): EngineConstants {
  const own = { lateGraceMs: 2000, ...constants };
  const paced = Object.entries(own).map(([name, ms]) => [name, (ms * secondMs) / 1000]);
  return { ...ENGINE_CONSTANTS, ...Object.fromEntries(paced) };
}

/** What is received at one time by one shopper, in order; times are epoch milliseconds. */
export type ContractReceipt =
  | { at: number; shopper: ShopperKey; events: ShopperEvent[] }
  | { at: number; shopper: ShopperKey; adopts: ShopperKey[] };

/** Everything that is received in a case, in order. */
export function receiptsOf({ steps }: ContractCase, pace: Pace): ContractReceipt[] {
  const receipts: ContractReceipt[] = [];
  for (const [index, step] of steps.entries()) {
    const at = timeOf(step.received, pace);
    if ("alias" in step) {
      const { userId, previousId } = step.alias;
      receipts.push({ at, shopper: `u:${userId}`, adopts: [`u:${previousId}`, `a:${previousId}`] });
      continue;
    }
    const event = eventOf(step, index, pace);
    const shopper = shopperKeyOf(event.userId, event.anonymousId) ?? "u:nobody";
    const last = receipts.at(-1);
    if (last !== undefined && "events" in last && last.at === at && last.shopper === shopper) last.events.push(event);
    else receipts.push({ at, shopper, events: [event] });
  }
  return receipts.toSorted((a, b) => a.at - b.at);
}

/** When the case has been watched long enough. */
export function endOf({ watched }: ContractCase, pace: Pace): number {
  return timeOf(watched ?? WATCHED_S, pace);
}

/** An outcome as a case words it. */
export function wordsOf(outcome: {
  type: string;
  at: number;
  episode: number;
  step: number;
  stage: string;
  late: boolean;
  why: string | undefined;
  suppressed: boolean;
}): string {
  const { type, episode, step, stage, late, why, suppressed } = outcome;
  const words = [type.split(".")[1], `${episode}.${step}`, stage === "cart" ? "" : stage, why ?? ""];
  return [...words, late ? "late" : "", suppressed ? "suppressed" : ""].filter((word) => word !== "").join(" ");
}

function timeOf(second: number, { start, secondMs }: Pace): number {
  return start + Math.round(second * secondMs);
}

function cutoff(seconds: number | null | undefined): number | null {
  return seconds === null ? null : minutesOf(seconds ?? CUTOFF_S);
}

function eventOf(step: Extract<ContractStep, { happened: number }>, index: number, pace: Pace): ShopperEvent {
  const isAnonymous = step.event.anonymousId !== undefined && step.event.userId === undefined;
  return {
    id: `m${String(index).padStart(3, "0")}`,
    trust: "claim",
    at: timeOf(step.happened, pace),
    receivedAt: timeOf(step.received, pace),
    sessionId: "s1",
    userId: isAnonymous ? null : "u1",
    anonymousId: null,
    verified: false,
    items: null,
    valueMinor: null,
    currency: "USD",
    transactionId: null,
    cartToken: null,
    coupon: null,
    locale: null,
    traits: null,
    ...step.event,
  };
}
