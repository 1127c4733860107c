import type { Item } from "../event.ts";

/** One line of a cart: an item and variant with one unit price, the last one stated. */
export interface Line {
  id: string;
  variant: string | null;
  name: string | null;
  /** Minor units of `currency`; null while no event has stated a price. */
  priceMinor: number | null;
  currency: string;
  /** Always above 0. */
  quantity: number;
  url: string | null;
  imageUrl: string | null;
}

/** The line that an item begins. */
export function lineOf(item: Item, quantity: number): Line {
  const { id, variant, name, priceMinor, currency, url, imageUrl } = item;
  return { id, variant, name, priceMinor, currency, quantity, url, imageUrl };
}

/** The line with whatever the item newly states: price, name, addresses. */
export function restated(line: Line, item: Item): Line {
  return {
    ...line,
    name: item.name ?? line.name,
    url: item.url ?? line.url,
    imageUrl: item.imageUrl ?? line.imageUrl,
    ...(item.priceMinor === null ? {} : { priceMinor: item.priceMinor, currency: item.currency }),
  };
}

/**
 * The position of the item's line, or -1. An item that names no variant means the line without one, or else the first
 * line with its id: shops often leave the variant out when they remove.
 */
export function findLine(lines: readonly Line[], item: Item): number {
  const exact = lines.findIndex((line) => line.id === item.id && line.variant === item.variant);
  if (exact >= 0 || item.variant !== null) return exact;
  return lines.findIndex((line) => line.id === item.id);
}

/** The currency of the last priced line, else the fallback. */
export function currencyOf(lines: readonly Line[], fallback: string): string {
  return lines.findLast((line) => line.priceMinor !== null)?.currency ?? fallback;
}
