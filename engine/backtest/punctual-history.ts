import type { ShopperEvent } from "../event.ts";
import { compareEvents } from "../truth/event-order.ts";
import type { FoldContext } from "../truth/fold-context.ts";
import { foldEvent } from "../truth/fold-event.ts";
import type { StoredHistory } from "../truth/history.ts";
import { EMPTY_TRUTH, type Truth } from "../truth/truth.ts";

/**
 * A history whose events arrive when they happen and each once: no event is ever inserted before another, so none has
 * to be kept. Folds to the same truth as `History` does then, in a fraction of the time and memory.
 */
export class PunctualHistory {
  #tip: Truth = EMPTY_TRUTH;

  /** The truth after every event so far. */
  get tip(): Truth {
    return this.#tip;
  }

  /** What another shopper may take over. */
  get stored(): StoredHistory {
    return { checkpoint: this.#tip, events: [], tip: this.#tip };
  }

  /** Folds events in their order. All of them are new. */
  add(events: readonly ShopperEvent[], context: FoldContext): boolean[] {
    for (const event of events.length > 1 ? events.toSorted(compareEvents) : events) {
      this.#tip = foldEvent(this.#tip, event, context);
    }
    return events.map(() => true);
  }

  /** There is nothing to forget. */
  forgetBefore(): void {}
}
