/** Values in the order of their times; of equal times the one that was put in first. A binary heap. */
export class TimeQueue<Value> {
  readonly #heap: { at: number; order: number; value: Value }[] = [];
  #put = 0;

  /** The earliest time; Infinity when nothing is left. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity;
  }

  /** Puts a value in at its time. */
  put(at: number, value: Value): void {
    this.#put += 1;
    const heap = this.#heap;
    const entry = { at, order: this.#put, value };
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      if (!this.#isBefore(place, parent)) break;
      this.#swap(place, parent);
      place = parent;
    }
  }

  /** Takes the earliest value out; undefined when nothing is left. */
  take(): Value | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first?.value;
    heap[0] = last;
    for (let place = 0; ;) {
      let next = place * 2 + 1;
      if (next >= heap.length) break;
      if (next + 1 < heap.length && this.#isBefore(next + 1, next)) next += 1;
      if (!this.#isBefore(next, place)) break;
      this.#swap(place, next);
      place = next;
    }
    return first.value;
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.at === b.at ? a.order < b.order : a.at < b.at;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
