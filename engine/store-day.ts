import { offsetAt } from "./time-zone.ts";

const DAY_MS = 86_400_000;
/** A year of days: more are asked only by imports, which then pay for asking the zone again. */
const MAX_BLOCKS = 400;

/** The offsets of a zone in one day of UTC, in milliseconds: at its beginning and, from `changesAt` on, at its end. */
interface Block {
  before: number;
  changesAt: number;
  after: number;
}

const blocksOfZones = new Map<string, Map<number, Block>>();

/**
 * The day of an instant (epoch milliseconds) on the calendar of an IANA zone, as days since 1970-01-01. Fast after the
 * first call for a day: offsets are remembered, because asking Intl for each event would cost more than all the rest.
 */
export function dayOf(at: number, timeZone: string): number {
  const utcDay = Math.floor(at / DAY_MS);
  if (timeZone === "UTC") return utcDay;
  const { before, changesAt, after } = blockOf(utcDay, timeZone);
  return Math.floor((at + (at < changesAt ? before : after)) / DAY_MS);
}

function blockOf(utcDay: number, timeZone: string): Block {
  const blocks = blocksOfZones.get(timeZone) ?? new Map<number, Block>();
  blocksOfZones.set(timeZone, blocks);
  const known = blocks.get(utcDay);
  if (known !== undefined) return known;
  if (blocks.size >= MAX_BLOCKS) blocks.clear();
  const block = readBlock(utcDay * DAY_MS, timeZone);
  blocks.set(utcDay, block);
  return block;
}

/** No zone has ever changed its offset twice within a day and come back, so equal ends mean no change between. */
function readBlock(start: number, timeZone: string): Block {
  const end = start + DAY_MS - 1;
  const before = offsetAt(start, timeZone);
  const after = offsetAt(end, timeZone);
  if (before === after) return { before, changesAt: start, after };
  let low = start;
  let high = end;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return { before, changesAt: high, after };
}
