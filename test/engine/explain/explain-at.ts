import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { explain } from "../../../engine/explain/explain.ts";
import { hash32 } from "../../../engine/hash.ts";
import type { Addressee } from "../../../engine/ledger/addressees.ts";
import { type Outcome, anchorsOf } from "../../../engine/ledger/ledger.ts";
import type { Rules } from "../../../engine/rules.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, rules } from "../../support/shopper-events.ts";

/** A situation: what was received by a minute after noon, and how the store is set up. */
export interface Situation {
  settings?: Partial<Settings>;
  /** Received when they happen, unless `receivedAt` says otherwise. */
  events: ShopperEvent[];
  minute: number;
  /** Enabled endpoints; one that takes everything unless the situation says otherwise. */
  endpoints?: readonly Addressee[];
}

/** A shopper's past up to a time. */
export interface Past {
  shopper: ShopperKey;
  events: readonly ShopperEvent[];
  now: number;
  rules: Rules;
  shadow: boolean;
  endpoints?: readonly Addressee[];
}

const EVERYTHING: readonly Addressee[] = [{ id: "we_1", eventTypes: OUTCOME_TYPES }];

/** What explain says at the situation's minute, after everything that was received and every alarm by then. */
export function explainAt({ settings = {}, events, minute, endpoints = EVERYTHING }: Situation) {
  const now = NOON + Math.round(minute * MINUTE);
  const shadow = settings.shadow === true;
  return explainPast({ shopper: "u:u1", events, now, rules: rules(settings), shadow, endpoints }).answer;
}

/** What explain says of a shopper's past, and what comes of it if nothing more is received until a later time. */
export function explainPast({ shopper: key, events, now, rules: set, shadow, endpoints = EVERYTHING }: Past) {
  const told = shadow ? [] : endpoints;
  const person = { store: "dev", shopper: key };
  const shopper = new VirtualShopper({ ...person, rules: set, endpoints: told });
  const received = events.filter(({ receivedAt }) => receivedAt <= now);
  for (const each of received.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    shopper.receive([each], each.receivedAt);
  }
  shopper.runUntil(now);
  const { ledger } = shopper;
  const truth = shopper.truthAt(now);
  const answer = explain({
    ...person,
    ledger,
    truth,
    context: { rules: set, shopperHash: hash32(key), anchors: anchorsOf(ledger) },
    now,
    lastReceivedAt: Math.max(0, ...received.map(({ receivedAt }) => receivedAt)),
    salt: "",
    endpoints: told,
    shadow,
    configured: endpoints,
    viewed: events.some(({ name, at }) => name === "view_item" && at >= (truth.session?.startedAt ?? 0)),
  });
  const before = shopper.outcomes.length;
  const nextAlert = (until: number): Outcome | undefined => {
    shopper.runUntil(until);
    return shopper.outcomes.slice(before).find(({ type }) => type === "cart.abandoned");
  };
  return { answer, nextAlert };
}
