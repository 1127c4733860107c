import type { Cart } from "./cart.ts";

/** The value of a cart; each currency by itself, never added together. */
export interface CartValue {
  currency: string;
  valueMinor: number;
  /** Other currencies than `currency`, ordered by code. */
  others: { currency: string; valueMinor: number }[];
}

/** Σ quantity × price in the currency of the last priced line, the other currencies apart; lines without price add 0. */
export function cartValue(cart: Pick<Cart, "lines" | "statedMinor" | "currency">): CartValue {
  const sums = new Map<string, number>();
  for (const line of cart.lines) {
    if (line.priceMinor === null) continue;
    sums.set(line.currency, (sums.get(line.currency) ?? 0) + Math.round(line.quantity * line.priceMinor));
  }
  const own = cart.lines.length > 0 ? (sums.get(cart.currency) ?? 0) : (cart.statedMinor ?? 0);
  sums.delete(cart.currency);
  const others = [...sums]
    .map(([currency, valueMinor]) => ({ currency, valueMinor }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  return { currency: cart.currency, valueMinor: own, others };
}
