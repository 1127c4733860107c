import type { ShopperEvent } from "../event.ts";
import type { Engagement } from "./engagement.ts";
import { type EngagementRules, foldEngagement } from "./fold-engagement.ts";

/** An engagement is remembered after every so many events, so that a late one refolds little. */
const MARK_EVERY = 256;

interface Mark {
  count: number;
  /** The last event folded: the events before it are the same as long as it stands where it stood. */
  last: ShopperEvent | undefined;
  engagement: Engagement;
}

/**
 * What a shopper's recent events fold to, without folding all of them for each that comes: an event in order costs one
 * fold, a late one those after the nearest mark before it. For one list of events, which grows by events of its own.
 */
export class EngagementMarks {
  #base: Engagement | null = null;
  #rules = "";
  #marks: Mark[] = [];
  #folded = 0;

  /** How many events were folded so far. */
  get folded(): number {
    return this.#folded;
  }

  /** {@link foldEngagement} of the events that come after `base`. */
  fold(base: Engagement, events: readonly ShopperEvent[], rules: EngagementRules): Engagement {
    const { timeZone, constants, expireMs } = rules;
    const key = JSON.stringify([timeZone, expireMs, constants]);
    if (base !== this.#base || key !== this.#rules) this.#marks = [];
    this.#base = base;
    this.#rules = key;
    while (this.#marks.length > 0 && !isMarkOf(this.#marks.at(-1), events)) this.#marks.pop();
    let { count, engagement } = this.#marks.at(-1) ?? { count: 0, engagement: base };
    // What is not on a stride was the end of the list; the next one takes its place.
    if (count % MARK_EVERY !== 0 && count < events.length) this.#marks.pop();
    while (count < events.length) {
      const next = Math.min(events.length, (Math.floor(count / MARK_EVERY) + 1) * MARK_EVERY);
      engagement = foldEngagement(engagement, events.slice(count, next), rules);
      this.#folded += next - count;
      count = next;
      this.#marks.push({ count, last: events[count - 1], engagement });
    }
    return engagement;
  }
}

function isMarkOf(mark: Mark | undefined, events: readonly ShopperEvent[]): boolean {
  return mark !== undefined && mark.count <= events.length && events[mark.count - 1] === mark.last;
}
