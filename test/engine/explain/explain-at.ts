import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { explain } from "../../../engine/explain/explain.ts";
import { hash32 } from "../../../engine/hash.ts";
import type { Addressee } from "../../../engine/ledger/addressees.ts";
import { anchorsOf } from "../../../engine/ledger/ledger.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, rules } from "../../support/shopper-events.ts";

/** A situation: what was received by a minute after noon, and how the store is set up. */
export interface Situation {
  settings?: Partial<Settings>;
  /** Received when they happen, unless `receivedAt` says otherwise. */
  events: ShopperEvent[];
  minute: number;
  /** Enabled endpoints; one that takes everything unless the situation says otherwise. */
  endpoints?: Addressee[];
}

const SHOPPER = "u:u1";
const EVERYTHING: Addressee = {
  id: "we_1",
  eventTypes: ["cart.abandoned", "cart.recovered", "cart.retracted", "recovery.reversed", "cart.expired"],
};

/** What explain says at the situation's minute, after everything that was received and every alarm by then. */
export function explainAt({ settings = {}, events, minute, endpoints = [EVERYTHING] }: Situation) {
  const set = rules(settings);
  const told = settings.shadow === true ? [] : endpoints;
  const person = { store: "dev", shopper: SHOPPER } as const;
  const shopper = new VirtualShopper({ ...person, rules: set, endpoints: told });
  const now = NOON + Math.round(minute * MINUTE);
  let lastReceivedAt = 0;
  for (const each of events.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    if (each.receivedAt > now) break;
    shopper.receive([each], each.receivedAt);
    lastReceivedAt = each.receivedAt;
  }
  shopper.runUntil(now);
  const { ledger } = shopper;
  const truth = shopper.truthAt(now);
  return explain({
    ...person,
    ledger,
    truth,
    context: { rules: set, shopperHash: hash32(SHOPPER), anchors: anchorsOf(ledger) },
    now,
    lastReceivedAt,
    salt: "",
    endpoints: told,
    shadow: settings.shadow === true,
    configured: endpoints,
    viewed: events.some(({ name, at }) => name === "view_item" && at >= (truth.session?.startedAt ?? 0)),
  });
}
