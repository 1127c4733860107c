import type { ShopperDelta } from "../metrics/shopper-delta.ts";

/** A shard is sent something at most so often by all shoppers of an isolate together. */
const SHIP_EVERY_MS = 1000;
/** How long the first of them waits for the others whose turn it is. */
const COLLECT_MS = 30;
/** How often the others look whether theirs has arrived. */
const LOOK_EVERY_MS = 40;
/** Whoever took a parcel along and is heard of no more was stopped: the parcel counts as lost. */
const LOST_AFTER_MS = 30_000;
/** Events and differences of one call: some 5 MB at the most. */
const MAX_LOAD = 8_192;

/** What one shopper ships to its shard, and what came of it. */
interface Parcel {
  deltas: readonly ShopperDelta[];
  /** Up to which number the shard is; null while that is not known. */
  applied: number | null;
  failure: Error | null;
}

/** Everything on its way to one shard. */
interface Line {
  /** When the shard may be sent something again, epoch milliseconds. */
  nextAt: number;
  collecting: boolean;
  waiting: Parcel[];
}

/** Sends what several shoppers have for a shard, and answers for each of them how far the shard is. */
export type SendAll = (shipments: (readonly ShopperDelta[])[]) => Promise<number[]>;

const lines = new Map<string, Line>();

/** Waits until a shard may be sent something: at once, unless somebody of this isolate has just done so. */
export async function turnToShip(shard: string): Promise<void> {
  for (;;) {
    const wait = lineOf(shard).nextAt - Date.now();
    if (wait <= 0) return;
    await scheduler.wait(wait);
  }
}

/**
 * Ships to a shard together with whoever else of this isolate has something for it: requests are the bill, and most
 * shoppers have one small difference. What is given must be durable already, because another object sends it, whose
 * output waits for its own storage alone. No promise is shared, which would belong to the object that made it: everybody
 * looks by itself. Rejects when the shard did not take it.
 */
export async function shipTogether(shard: string, deltas: readonly ShopperDelta[], sendAll: SendAll): Promise<number> {
  const line = lineOf(shard);
  const parcel: Parcel = { deltas, applied: null, failure: null };
  line.waiting.push(parcel);
  const lostAt = Date.now() + LOST_AFTER_MS;
  if (!line.collecting) await collect(line, sendAll);
  while (parcel.applied === null) {
    if (parcel.failure !== null) throw parcel.failure;
    if (Date.now() > lostAt) {
      line.collecting = false;
      throw new Error("whoever shipped this was stopped");
    }
    await scheduler.wait(LOOK_EVERY_MS);
  }
  return parcel.applied;
}

async function collect(line: Line, sendAll: SendAll): Promise<void> {
  line.collecting = true;
  try {
    await scheduler.wait(COLLECT_MS);
  } finally {
    line.collecting = false;
  }
  line.nextAt = Date.now() + SHIP_EVERY_MS;
  while (line.waiting.length > 0) await send(takeLoad(line.waiting), sendAll);
}

async function send(parcels: readonly Parcel[], sendAll: SendAll): Promise<void> {
  try {
    const applied = await sendAll(parcels.map(({ deltas }) => deltas));
    for (const [index, parcel] of parcels.entries()) parcel.applied = applied[index] ?? 0;
  } catch (error) {
    for (const parcel of parcels) parcel.failure = new Error(`a shard did not take a change: ${String(error)}`);
  }
}

/** Takes as much off the front as one call may carry, at least one. */
function takeLoad(waiting: Parcel[]): Parcel[] {
  let load = 0;
  let count = 0;
  for (const { deltas } of waiting) {
    load += deltas.reduce((sum, { events }) => sum + 1 + events.length, 0);
    if (count > 0 && load > MAX_LOAD) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

function lineOf(shard: string): Line {
  const known = lines.get(shard);
  if (known !== undefined) return known;
  const line: Line = { nextAt: 0, collecting: false, waiting: [] };
  lines.set(shard, line);
  return line;
}
