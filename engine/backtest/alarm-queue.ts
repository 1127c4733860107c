interface Entry<Owner> {
  at: number;
  owner: Owner;
}

/** Alarms in the order in which they ring: a binary heap. An owner may stand in it more than once. */
export class AlarmQueue<Owner> {
  readonly #heap: Entry<Owner>[] = [];

  /** When the next alarm rings; Infinity for never. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  /** Sets an alarm. */
  push(at: number, owner: Owner): void {
    const heap = this.#heap;
    const entry = { at, owner };
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      const above = heap[parent];
      if (above === undefined || above.at <= at) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  /** Takes the next alarm out; undefined when there is none. */
  pop(): Entry<Owner> | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first !== undefined && last !== undefined && this.#heap.length > 0) this.#sink(last);
    return first;
  }

  /** Puts an entry at the top and lets it sink to its place. */
  #sink(entry: Entry<Owner>): void {
    const heap = this.#heap;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const right = heap[child + 1];
      if (right !== undefined && right.at < (heap[child]?.at ?? Infinity)) child += 1;
      const below = heap[child];
      if (below === undefined || below.at >= entry.at) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = entry;
  }
}
