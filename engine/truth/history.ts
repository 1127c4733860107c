import type { ShopperEvent } from "../event.ts";
import { compareEvents, eventRef } from "./event-order.ts";
import type { FoldContext } from "./fold-context.ts";
import { foldEvent } from "./fold-event.ts";
import { foldCancellation, foldPurchase } from "./fold-order.ts";
import { EMPTY_TRUTH, type Truth } from "./truth.ts";

/** A truth is remembered after every so many events, so that a late one refolds little. */
const MARK_EVERY = 64;

/** An open cart with more events than these before the late window goes into the checkpoint like everything else. */
const OPEN_CART_EVENTS = 4096;

/** What is stored of a shopper's past: the truth up to the checkpoint, and every event since, in order. */
export interface StoredHistory {
  checkpoint: Truth;
  events: ShopperEvent[];
  /** The truth after the last event. */
  tip: Truth;
}

/** A shopper of whom nothing was heard. */
export const EMPTY_HISTORY: StoredHistory = { checkpoint: EMPTY_TRUTH, events: [], tip: EMPTY_TRUTH };

/**
 * A shopper's events in their order and the truth they fold to. An event that comes in order costs one fold; a late one
 * refolds from the nearest remembered truth before it.
 */
export class History {
  #checkpoint: Truth;
  #tip: Truth;
  readonly #events: ShopperEvent[];
  readonly #refs: Set<string>;
  /** Truths after `count` events, ascending. */
  readonly #marks: { count: number; truth: Truth }[] = [];

  constructor(stored: StoredHistory) {
    this.#checkpoint = stored.checkpoint;
    this.#tip = stored.tip;
    this.#events = [...stored.events];
    this.#refs = new Set(stored.events.map(eventRef));
  }

  /** The truth after every event so far. */
  get tip(): Truth {
    return this.#tip;
  }

  /** The truth before the first of {@link events}. */
  get checkpoint(): Truth {
    return this.#checkpoint;
  }

  /** The events since the checkpoint, in order. */
  get events(): readonly ShopperEvent[] {
    return this.#events;
  }

  /** Those of these message ids that claims since the checkpoint have. */
  known(ids: readonly string[]): string[] {
    return ids.filter((id) => this.#refs.has(eventRef({ id, trust: "claim" })));
  }

  /**
   * Takes events in; those whose id is known (the first received wins, also within the list) are duplicates. Says for
   * each, in the order given, whether it was new, and from which position the list of events is another one now.
   */
  add(events: readonly ShopperEvent[], context: FoldContext): { news: boolean[]; changedFrom: number } {
    const fresh: ShopperEvent[] = [];
    const news: boolean[] = [];
    for (const event of events) {
      const known = this.#refs.size;
      this.#refs.add(eventRef(event));
      const isNew = this.#refs.size > known;
      news.push(isNew);
      if (isNew) fresh.push(event);
    }
    let refoldFrom = Infinity;
    let changedFrom = Infinity;
    for (const event of fresh.length > 1 ? fresh.toSorted(compareEvents) : fresh) {
      const at = this.#positionOf(event);
      const late = at < this.#events.length;
      if (late) this.#events.splice(at, 0, event);
      else this.#events.push(event);
      changedFrom = Math.min(changedFrom, at);
      if (late) refoldFrom = Math.min(refoldFrom, at);
      else if (refoldFrom === Infinity) this.#append(event, context);
    }
    if (refoldFrom !== Infinity) this.#refold(refoldFrom, context);
    return { news, changedFrom };
  }

  /**
   * True for an event from before the last one in the checkpoint: it can no longer be folded where it belongs. Only
   * imports bring such events; others are refused as too old.
   */
  isBeyond(event: Pick<ShopperEvent, "at">): boolean {
    return event.at < (this.#checkpoint.lastEventAt ?? -Infinity);
  }

  /** Takes in the orders of events that are beyond the checkpoint. Carts, sessions and alerts stay as they are. */
  addBeyond(events: readonly ShopperEvent[], context: FoldContext): void {
    let { orders } = this.#checkpoint;
    for (const event of events) {
      if (event.name === "purchase") orders = foldPurchase(orders, event);
      else if (event.name === "order_cancelled" || event.name === "refund") orders = foldCancellation(orders, event);
    }
    if (orders === this.#checkpoint.orders) return;
    this.#checkpoint = { ...this.#checkpoint, orders };
    this.#marks.length = 0;
    this.#refold(0, context);
  }

  /**
   * Moves what is older than `horizon` into the checkpoint. What a late event may still precede stays, and so do the
   * events of a cart that was open then: merged with another shopper's, they fold into one cart.
   * Returns how many events were moved.
   */
  forgetBefore(horizon: number, context: FoldContext): number {
    const past = this.#countWhile((event) => event.at < horizon);
    if (past === 0) return 0;
    const openedAt = this.#foldedTo(past, context).cart?.openedAt ?? Infinity;
    const beforeCart = this.#countWhile((event) => event.at < Math.min(horizon, openedAt));
    const count = past - beforeCart > OPEN_CART_EVENTS ? past : beforeCart;
    if (count === 0) return 0;
    this.#checkpoint = this.#foldedTo(count, context);
    for (const event of this.#events.splice(0, count)) this.#refs.delete(eventRef(event));
    const kept = this.#marks.filter((mark) => mark.count > count);
    this.#marks.splice(0, Infinity, ...kept.map((mark) => ({ ...mark, count: mark.count - count })));
    return count;
  }

  #countWhile(isPast: (event: ShopperEvent) => boolean): number {
    let count = 0;
    for (const event of this.#events) {
      if (!isPast(event)) break;
      count += 1;
    }
    return count;
  }

  #append(event: ShopperEvent, context: FoldContext): void {
    this.#tip = foldEvent(this.#tip, event, context);
    this.#mark(this.#events.length, this.#tip);
  }

  #refold(from: number, context: FoldContext): void {
    while ((this.#marks.at(-1)?.count ?? 0) > from) this.#marks.pop();
    this.#tip = this.#truthAfter(this.#events.length, context);
  }

  /** As {@link #truthAfter}, where the last event is no news: then the tip is known. */
  #foldedTo(count: number, context: FoldContext): Truth {
    return count === this.#events.length ? this.#tip : this.#truthAfter(count, context);
  }

  #truthAfter(count: number, context: FoldContext): Truth {
    const mark = this.#marks.findLast((candidate) => candidate.count <= count);
    let truth = mark?.truth ?? this.#checkpoint;
    for (let index = mark?.count ?? 0; index < count; index += 1) {
      const event = this.#events[index];
      if (event === undefined) break;
      truth = foldEvent(truth, event, context);
      this.#mark(index + 1, truth);
    }
    return truth;
  }

  #mark(count: number, truth: Truth): void {
    if (count % MARK_EVERY === 0 && count > (this.#marks.at(-1)?.count ?? 0)) this.#marks.push({ count, truth });
  }

  /** Where the event belongs: after every event that comes before it. */
  #positionOf(event: ShopperEvent): number {
    let low = 0;
    let high = this.#events.length;
    const last = this.#events.at(-1);
    if (last === undefined || compareEvents(last, event) < 0) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#events[middle];
      if (other !== undefined && compareEvents(other, event) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
