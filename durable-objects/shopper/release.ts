import { EMPTY_ENGAGEMENT, type Engagement } from "../../engine/contribution/engagement.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import type { Binding } from "../../engine/identity/binding.ts";
import { type Ownership, claimPast, loseToNobody } from "../../engine/identity/claim-past.ts";
import { EMPTY_LEDGER, type Ledger } from "../../engine/ledger/ledger.ts";
import { EMPTY_HISTORY, History } from "../../engine/truth/history.ts";
import type { Truth } from "../../engine/truth/truth.ts";
import { beginAnew, withdraw } from "./pending-delta.ts";
import type { Move, OutboxEntry, ShopperState } from "./shopper-state.ts";

/** What a shopper hands to the one it turned out to be. */
export interface Belongings {
  checkpoint: Truth;
  events: ShopperEvent[];
  tip: Truth;
  ledger: Ledger;
  outbox: OutboxEntry[];
  lastReceivedAt: number;
  engagement: Engagement;
  importedIds?: string;
  /** Its own other keys. */
  bindings?: Record<ShopperKey, Binding>;
  moves?: Move[];
}

/** What became of a request to take over a shopper's past. */
export type Release =
  /** It belongs to the one who asks. The belongings are null once they were taken over. */
  | { status: "moved"; belongings: Belongings | null }
  /** Several users share the id: nothing moves; from now on its events are forwarded to the one who asks. */
  | { status: "shared" }
  /** Another user is just taking it over; ask again. */
  | { status: "busy" };

/** Applies what {@link claimPast} decides about a user who came with this anonymous id. */
export function release(
  state: ShopperState,
  to: ShopperKey,
  { incarnation, now }: { incarnation: string; now: number },
): Release {
  const { movedTo, handedOver, shared } = state;
  const { status, ownership, loser } = claimPast(ownershipOf(state), to);
  if (status === "busy") return { status };
  if (status === "moved") {
    if (movedTo === null) move(state, to, now);
    return { status, belongings: handedOver ? null : belongingsOf(state) };
  }
  Object.assign(state, ownership);
  addLoser(state, loser);
  if (!shared) beginAnew(state, incarnation);
  return { status };
}

/** Notes that a shared id was used without a name: the user who came last has lost it. */
export function noteUnnamedUse(state: ShopperState): void {
  const lost = loseToNobody(ownershipOf(state));
  if (lost === null) return;
  Object.assign(state, lost.ownership);
  addLoser(state, lost.loser);
}

/** Forgets what the new home has taken over. */
export function forgetBelongings(state: ShopperState): void {
  state.handedOver = true;
  state.history = new History(EMPTY_HISTORY);
  state.ledger = EMPTY_LEDGER;
  state.outbox = [];
  state.engagement = EMPTY_ENGAGEMENT;
  delete state.importedIds;
}

function ownershipOf({ movedTo, handedOver, shared, forwardTo, lastUser }: ShopperState): Ownership {
  return { movedTo, handedOver, shared, forwardTo, lastUser };
}

function addLoser(state: ShopperState, loser: ShopperKey | null): void {
  if (loser !== null && !state.losers.includes(loser)) state.losers.push(loser);
}

function move(state: ShopperState, to: ShopperKey, now: number): void {
  state.movedTo = to;
  state.alarmAt = null;
  const excluded = state.shipped["x"] !== undefined;
  withdraw(state, now);
  // Whether its events count is for its new home to say.
  if (excluded) state.pending.at(-1)?.facts.push(["x", null]);
}

function belongingsOf(state: ShopperState): Belongings {
  const { history, ledger, outbox, lastReceivedAt, engagement, importedIds, bindings, moves } = state;
  return {
    checkpoint: history.checkpoint,
    events: [...history.events],
    tip: history.tip,
    ledger,
    outbox,
    lastReceivedAt,
    engagement,
    bindings,
    moves,
    ...(importedIds === undefined ? {} : { importedIds }),
  };
}
