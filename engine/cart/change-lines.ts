import type { Item, ShopperEvent } from "../event.ts";
import { type Line, findLine, lineOf, restated } from "./line.ts";

/** What an event makes of a cart's lines. */
export interface LinesChange {
  lines: Line[];
  /** True when something was added, a quantity raised, or a snapshot brought a new line: it begins a new episode. */
  grew: boolean;
  /** True when there were lines and there are none any more, or a snapshot said that there are none. */
  emptied: boolean;
}

/**
 * Applies a line event or a snapshot to the lines of a cart (none, for no cart). Returns null when the event says
 * nothing about lines. Adding adds (absent quantity: 1); removing takes away its quantity, or the whole line when that
 * is 0 or absent; updating sets; a snapshot replaces every line.
 */
export function changeLines(lines: readonly Line[], event: ShopperEvent): LinesChange | null {
  switch (event.name) {
    case "add_to_cart":
      return event.items?.length ? each(lines, event.items, addItem) : null;
    case "remove_from_cart":
      return event.items?.length ? each(lines, event.items, removeItem) : null;
    case "update_quantity":
      return event.items?.length ? each(lines, event.items, setQuantity) : null;
    case "cart_updated":
      return event.items === null ? null : snapshot(lines, event.items);
    case "view_cart":
      return event.items?.length ? snapshot(lines, event.items) : null;
    default:
      return null;
  }
}

type Change = (lines: Line[], item: Item) => boolean;

function each(before: readonly Line[], items: readonly Item[], change: Change): LinesChange {
  const lines = [...before];
  let grew = false;
  for (const item of items) grew = change(lines, item) || grew;
  return { lines, grew, emptied: before.length > 0 && lines.length === 0 };
}

function addItem(lines: Line[], item: Item): boolean {
  const added = item.quantity ?? 1;
  if (added <= 0) return false;
  const at = findLine(lines, item);
  const line = lines[at];
  if (line === undefined) lines.push(lineOf(item, added));
  else lines[at] = { ...restated(line, item), quantity: line.quantity + added };
  return true;
}

function removeItem(lines: Line[], item: Item): boolean {
  const at = findLine(lines, item);
  const line = lines[at];
  if (line === undefined) return false;
  const left = item.quantity === null || item.quantity === 0 ? 0 : line.quantity - item.quantity;
  if (left > 0) lines[at] = { ...restated(line, item), quantity: left };
  else lines.splice(at, 1);
  return false;
}

function setQuantity(lines: Line[], item: Item): boolean {
  if (item.quantity === null) return false;
  const at = findLine(lines, item);
  const line = lines[at];
  if (item.quantity <= 0) {
    if (line !== undefined) lines.splice(at, 1);
    return false;
  }
  if (line === undefined) lines.push(lineOf(item, item.quantity));
  else lines[at] = { ...restated(line, item), quantity: item.quantity };
  return line === undefined || item.quantity > line.quantity;
}

function snapshot(before: readonly Line[], items: readonly Item[]): LinesChange {
  const lines: Line[] = [];
  for (const item of items) addItem(lines, item);
  const grew = lines.some((line) => {
    const former = before.find((other) => other.id === line.id && other.variant === line.variant);
    return former === undefined || line.quantity > former.quantity;
  });
  return { lines, grew, emptied: lines.length === 0 };
}
