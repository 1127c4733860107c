/** How long, how often and how much. */
export interface TogetherOptions<Load> {
  /** How long the first one waits for others. */
  collectMs: number;
  /** How soon the others look whether theirs has arrived; each further look is twice as far off, up to a limit. */
  lookAfterMs: number;
  weightOf: (load: Load) => number;
  /** What one call carries at most; a single load may be heavier. */
  maxWeight: number;
}

/** Takes several loads in one call and answers for each of them. */
export type SendAll<Load, Answer> = (loads: Load[]) => Promise<Answer[]>;

/** Whoever took a parcel along and is heard of no more was stopped: the parcel counts as lost. */
const LOST_AFTER_MS = 30_000;
/** Thousands may wait for one place: looking would take the time in which what they wait for is done. */
const LONGEST_LOOK_MS = 1_000;

interface Parcel<Load, Answer> {
  load: Load;
  /** Null while it is not known what came of it. */
  answer: { value: Answer } | { failure: Error } | null;
}

/** Everything on its way to one place. */
interface Line<Load, Answer> {
  collecting: boolean;
  waiting: Parcel<Load, Answer>[];
}

/**
 * Sends what several objects of this isolate have for one place in one call. What is given must be durable already,
 * because another object sends it, whose output waits for its own storage alone. No promise is shared, which would
 * belong to the object that made it: everybody looks by itself.
 */
export class SendTogether<Load, Answer> {
  readonly #options: TogetherOptions<Load>;
  readonly #lines = new Map<string, Line<Load, Answer>>();

  constructor(options: TogetherOptions<Load>) {
    this.#options = options;
  }

  /** Sends a load to a place, soon; rejects when it did not arrive. One of those who wait for the same place calls `all`. */
  async send(place: string, load: Load, all: SendAll<Load, Answer>): Promise<Answer> {
    const line = this.#lineTo(place);
    const parcel: Parcel<Load, Answer> = { load, answer: null };
    line.waiting.push(parcel);
    const lostAt = Date.now() + LOST_AFTER_MS;
    if (!line.collecting) await this.#collect(line, all);
    for (let lookAfterMs = this.#options.lookAfterMs; parcel.answer === null; lookAfterMs *= 2) {
      if (Date.now() > lostAt) {
        line.collecting = false;
        throw new Error("whoever sent this was stopped");
      }
      await scheduler.wait(Math.min(lookAfterMs, LONGEST_LOOK_MS));
    }
    if ("failure" in parcel.answer) throw parcel.answer.failure;
    return parcel.answer.value;
  }

  async #collect(line: Line<Load, Answer>, all: SendAll<Load, Answer>): Promise<void> {
    line.collecting = true;
    try {
      await scheduler.wait(this.#options.collectMs);
    } finally {
      line.collecting = false;
    }
    while (line.waiting.length > 0) await sendAll(this.#take(line.waiting), all);
  }

  /** Takes as much off the front as one call may carry, at least one. */
  #take(waiting: Parcel<Load, Answer>[]): Parcel<Load, Answer>[] {
    const { weightOf, maxWeight } = this.#options;
    let weight = 0;
    let count = 0;
    for (const { load } of waiting) {
      weight += weightOf(load);
      if (count > 0 && weight > maxWeight) break;
      count += 1;
    }
    return waiting.splice(0, count);
  }

  #lineTo(place: string): Line<Load, Answer> {
    const known = this.#lines.get(place);
    if (known !== undefined) return known;
    const line: Line<Load, Answer> = { collecting: false, waiting: [] };
    this.#lines.set(place, line);
    return line;
  }
}

async function sendAll<Load, Answer>(parcels: Parcel<Load, Answer>[], all: SendAll<Load, Answer>): Promise<void> {
  try {
    const answers = await all(parcels.map(({ load }) => load));
    if (answers.length !== parcels.length) throw new Error("not everything was answered");
    for (const [index, value] of answers.entries()) {
      const parcel = parcels[index];
      if (parcel !== undefined) parcel.answer = { value };
    }
  } catch (error) {
    for (const parcel of parcels) parcel.answer = { failure: new Error(String(error)) };
  }
}
