import { membershipDifference } from "../engagement/membership-changes.ts";
import type { DeliveryFact } from "../delivery/delivery-facts.ts";
import { type AddCell, CELL_KINDS, addToSeries } from "./cell.ts";
import { delayBucket } from "./delay-bucket.ts";
import type { ArmFact, EndedFact, EpisodeFact, SessionFact } from "./fact.ts";

const HOUR_MS = 3_600_000;
/** Days of a blob of membership changes. */
const STEP_DAYS = 32;

/** What is counted anew when a part of a shopper's facts becomes another one; undefined and null stand for none. */
export function factCells(add: AddCell, key: string, before: unknown, after: unknown): void {
  if (key === "d") {
    for (const { series, day, change } of membershipDifference(daysOf(before), daysOf(after))) {
      add(CELL_KINDS.step, Math.floor(day / STEP_DAYS), `${day} ${series}`, change);
    }
    return;
  }
  if (before !== undefined && before !== null) partCells(add, key, before, -1);
  if (after !== undefined && after !== null) partCells(add, key, after, 1);
}

function daysOf(value: unknown): number[] {
  return (value ?? []) as number[];
}

/** The blob of a day of the store's calendar. */
export function stepBucket(day: number): number {
  return Math.floor(day / STEP_DAYS);
}

function partCells(add: AddCell, key: string, value: unknown, sign: 1 | -1): void {
  switch (key.slice(0, 1)) {
    case "s":
      sessionCells(add, value as SessionFact, sign);
      return;
    case "p":
      endedCells(add, value as EndedFact, sign);
      return;
    case "e":
      episodeCells(add, value as EpisodeFact, sign);
      return;
    case "b":
      armCells(add, value as ArmFact, sign);
      return;
    case "v":
      deliveryCells(add, value as DeliveryFact, sign);
      return;
    default:
  }
}

function sessionCells(add: AddCell, [stamp, , , ids, totals]: SessionFact, sign: 1 | -1): void {
  if (ids > 0) add(CELL_KINDS.total, 0, "sessions", sign * ids);
  for (const [type, count] of Object.entries(totals)) {
    add(CELL_KINDS.stamp, Math.floor(stamp / HOUR_MS), `${stamp} ${type}`, sign * count);
  }
  add(CELL_KINDS.stamp, Math.floor(stamp / HOUR_MS), `${stamp} `, sign);
}

function endedCells(add: AddCell, { totals, ids, count }: EndedFact, sign: 1 | -1): void {
  if (ids > 0) add(CELL_KINDS.total, 0, "sessions", sign * ids);
  for (const [type, events] of Object.entries(totals)) add(CELL_KINDS.total, 0, `session:${type}`, sign * events);
  add(CELL_KINDS.total, 0, "session:", sign * count);
}

function episodeCells(add: AddCell, episode: EpisodeFact, sign: 1 | -1): void {
  const { firedAt, result, order, currency, valueMinor, heldOut } = episode;
  const count = (series: string, by = 1): void => addToSeries(add, series, firedAt, sign * by);
  if (heldOut) {
    count("held_out");
    return;
  }
  count("abandoned");
  count(`value:${currency}`, valueMinor);
  count(`stage:${episode.stage}`);
  count("alerts", episode.alerts);
  for (const delay of episode.delaysMs) count(`delay:${delayBucket(delay)}`);
  if (result !== "open") count(result);
  if (episode.expired) count("expired");
  if (episode.reversed) count("reversed");
  if (result === "open") count(`lost:${currency}`, valueMinor);
  if (order !== null) {
    count(`recovered:${order.attribution}`);
    count(`recovered_value:${order.currency}`, order.valueMinor);
    if (order.attribution !== "none") count(`attributed_value:${order.currency}`, order.valueMinor);
  }
}

function deliveryCells(add: AddCell, [at, ...browsers]: DeliveryFact, sign: 1 | -1): void {
  for (const [browser, expected, received] of browsers) {
    addToSeries(add, `expected:${browser}`, at, sign * expected);
    addToSeries(add, `received:${browser}`, at, sign * received);
  }
}

function armCells(add: AddCell, [dueAt, heldOut, bought]: ArmFact, sign: 1 | -1): void {
  const arm = heldOut ? "control" : "treated";
  addToSeries(add, `arm:${arm}`, dueAt, sign);
  if (bought) addToSeries(add, `arm:${arm}:bought`, dueAt, sign);
}
