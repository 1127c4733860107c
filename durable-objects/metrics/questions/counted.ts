import { type Ranked, compareRanked, topRanked } from "../../../engine/metrics/rank-items.ts";

/** Which items of a ranking are asked for: the first, all with at least so much, or some by id. */
export type Wanted = { top: number } | { atLeast: number } | { ids: string[] };

/** How many items are kept in order: a list has at most so many. */
const SORTED = 1001;

/** Counts of items that change seldom, with the first of them in order. */
export class Counted {
  readonly counts: ReadonlyMap<string, number>;
  #first: Ranked[] | null = null;

  constructor(counts: ReadonlyMap<string, number>) {
    this.counts = counts;
  }

  /** The items wanted, when some more is counted of a few. What is added is not negative. */
  with(more: ReadonlyMap<string, number>, wanted: Wanted): Ranked[] {
    if ("ids" in wanted) return wanted.ids.map((id) => this.#sum(id, more));
    const raised = [...more.keys()].map((id) => this.#sum(id, more));
    const others = this.#others(wanted).filter(([id]) => !more.has(id));
    if ("top" in wanted) return topRanked([...raised, ...others], wanted.top);
    return [...raised, ...others].filter(([, count]) => count >= wanted.atLeast).toSorted(compareRanked);
  }

  /** Those that may be wanted as they are; among the first there are as many as may be raised above them, and more. */
  #others(wanted: { top: number } | { atLeast: number }): readonly Ranked[] {
    this.#first ??= topRanked(this.counts, SORTED);
    const last = this.#first.at(-1);
    const complete = this.#first.length < SORTED;
    if ("top" in wanted && (complete || wanted.top < SORTED)) return this.#first;
    if ("atLeast" in wanted && (complete || (last?.[1] ?? 0) < wanted.atLeast)) return this.#first;
    return [...this.counts];
  }

  #sum(id: string, more: ReadonlyMap<string, number>): Ranked {
    return [id, (this.counts.get(id) ?? 0) + (more.get(id) ?? 0)];
  }
}
