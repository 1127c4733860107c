/** The counts of one series in a bucket: by slot, and summed up by block of slots. */
interface OneSeries {
  slots: Map<number, number>;
  blocks: Map<number, number>;
}

/**
 * The cells of a bucket of `series` or `minute` by series, so that a sum looks at that series alone, and at whole days
 * (or hours) at once. It follows its bucket's cells.
 */
export class SeriesCells {
  readonly #blockSlots: number;
  readonly #series = new Map<string, OneSeries>();

  /** `blockSlots`: 24 hours of a day, or 60 minutes of an hour. */
  constructor(blockSlots: number, cells: ReadonlyMap<string, number>) {
    this.#blockSlots = blockSlots;
    for (const [key, count] of cells) this.add(key, count);
  }

  /** Adds to the cell of a key: slot, space, series. */
  add(key: string, count: number): void {
    const space = key.indexOf(" ");
    const slot = Number(key.slice(0, space));
    const name = key.slice(space + 1);
    const own = this.#series.get(name) ?? { slots: new Map<number, number>(), blocks: new Map<number, number>() };
    this.#series.set(name, own);
    addTo(own.slots, slot, count);
    addTo(own.blocks, Math.floor(slot / this.#blockSlots), count);
  }

  /** The names of all series. */
  names(): Iterable<string> {
    return this.#series.keys();
  }

  /** The sum of a series over the slots from `from` up to `to`, which is excluded. */
  sum(name: string, from: number, to: number): number {
    const own = this.#series.get(name);
    if (own === undefined) return 0;
    const size = this.#blockSlots;
    let sum = 0;
    for (let slot = from; slot < to;) {
      const isWholeBlock = slot % size === 0 && slot + size <= to;
      sum += (isWholeBlock ? own.blocks.get(slot / size) : own.slots.get(slot)) ?? 0;
      slot += isWholeBlock ? size : 1;
    }
    return sum;
  }
}

function addTo(sums: Map<number, number>, key: number, count: number): void {
  sums.set(key, (sums.get(key) ?? 0) + count);
}
