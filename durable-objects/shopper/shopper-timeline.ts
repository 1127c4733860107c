import type { ShopperEvent } from "../../engine/event.ts";
import type { LedgerCart } from "../../engine/ledger/ledger.ts";
import type { Told } from "../../engine/ledger/told.ts";
import { bareId } from "../../engine/shopper-key.ts";
import type { TimelineEntry, TimelineEvent, TimelineMove, TimelineOutcome } from "../../protocol/timeline.ts";
import type { Move, ShopperState } from "./shopper-state.ts";

/** Where a page of a timeline begins: behind this entry. */
export interface TimelinePosition {
  /** Epoch milliseconds. */
  at: number;
  key: string;
}

/** A page of a timeline; `next` is null at its end. */
export interface TimelinePage {
  shopper: string;
  entries: TimelineEntry[];
  next: TimelinePosition | null;
}

interface Placed extends TimelinePosition {
  entry: () => TimelineEntry;
}

/** Every kept event, every outcome and every move of a shopper in order, by time, then id, from a position on. */
export function shopperTimeline(
  state: Pick<ShopperState, "shopper" | "history" | "ledger" | "moves">,
  after: TimelinePosition | null,
  limit: number,
): TimelinePage {
  const placed: Placed[] = [
    ...state.history.events.map((event) => ({
      at: event.at,
      key: `event ${event.id} ${event.trust}`,
      entry: () => eventEntry(event),
    })),
    ...state.ledger.carts.flatMap((cart) =>
      cart.told.map((told) => ({ at: told.at, key: `outcome ${told.id}`, entry: () => outcomeEntry(cart, told) })),
    ),
    ...state.moves.map((move) => ({ at: move.at, key: `move ${move.from}`, entry: () => moveEntry(move) })),
  ];
  const rest = placed.toSorted(byPosition).filter((one) => after === null || byPosition(one, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next = last === undefined || rest.length <= limit ? null : { at: last.at, key: last.key };
  return { shopper: bareId(state.shopper), entries: page.map(({ entry }) => entry()), next };
}

function byPosition(a: TimelinePosition, b: TimelinePosition): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

function eventEntry(event: ShopperEvent): TimelineEvent {
  return {
    kind: "event",
    id: event.id,
    at: iso(event.at),
    received_at: iso(event.receivedAt),
    name: event.name,
    trust: event.trust,
    session_id: event.sessionId,
    items:
      event.items?.map(({ id, variant, quantity, priceMinor }) => ({
        item_id: id,
        item_variant: variant,
        quantity,
        price_minor: priceMinor,
      })) ?? null,
    value_minor: event.valueMinor,
    currency: event.currency,
    transaction_id: event.transactionId,
    restore_link: event.restoreToken !== undefined,
  };
}

function outcomeEntry({ cartId }: LedgerCart, told: Told): TimelineOutcome {
  return {
    kind: "outcome",
    id: told.id,
    at: iso(told.at),
    type: told.type,
    cart_id: cartId,
    alert_id: told.alertId,
    endpoints: told.endpoints,
    reason: told.reason ?? null,
    transaction_id: told.orderId ?? null,
    attribution: told.attribution ?? null,
  };
}

function moveEntry({ from, at }: Move): TimelineMove {
  const id = bareId(from);
  const anonymous = from.startsWith("a:");
  return {
    kind: "move",
    id: from,
    at: iso(at),
    from: { user_id: anonymous ? null : id, anonymous_id: anonymous ? id : null },
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
