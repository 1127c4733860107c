import { hash32 } from "../hash.ts";
import { type AddCell, CELL_KINDS, addToSeries } from "./cell.ts";
import type { LoggedEvent, LoggedItem } from "./logged-event.ts";

const HOUR_MS = 3_600_000;
const PRODUCT_BUCKETS = 16;

/** What a logged event counts; with `sign` −1, what must be taken away for it to count no more. */
export function eventCells(add: AddCell, event: LoggedEvent, sign: 1 | -1): void {
  const total = (key: string): void => add(CELL_KINDS.total, 0, key, sign);
  total("events");
  total(`type:${event.name}`);
  if (event.source !== null) total(`source:${event.source}`);
  if (event.device !== null) total(`device:${event.device}`);
  addToSeries(add, "events", event.at, sign);
  addToSeries(add, `type:${event.name}`, event.at, sign);
  const letter = countedItemsOf(event.name);
  if (letter === null) return;
  const hour = Math.floor(event.at / HOUR_MS);
  for (const item of event.items) {
    add(CELL_KINDS.item, hour, `${letter}:${item[0]}`, sign);
    if (letter === "a") addProduct(add, item, sign);
  }
}

/** `v` for an event whose items count as viewed, `a` for one whose items count as added; else null. */
export function countedItemsOf(name: string): "v" | "a" | null {
  if (name === "view_item") return "v";
  return name === "add_to_cart" ? "a" : null;
}

function addProduct(add: AddCell, [id, quantity, priceMinor, currency, name]: LoggedItem, sign: 1 | -1): void {
  const bucket = hash32(id) % PRODUCT_BUCKETS;
  add(CELL_KINDS.product, bucket, `n:${id}`, sign);
  if (name !== null) add(CELL_KINDS.product, bucket, `t:${id}\n${name}`, sign);
  if (priceMinor !== null) {
    add(CELL_KINDS.product, bucket, `w:${currency}:${id}`, sign * Math.round(priceMinor * (quantity ?? 1)));
  }
}
