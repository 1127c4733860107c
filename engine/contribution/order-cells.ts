import { type AddCell, CELL_KINDS, addToSeries } from "./cell.ts";
import type { OrderClaim } from "./order-claim.ts";

const HOUR_MS = 3_600_000;

/** What an order counts by the claim that counts. A cancelled order, or a refunded line, is no sale. */
export function orderCells(add: AddCell, claim: OrderClaim | null, sign: 1 | -1): void {
  if (claim === null || claim.cancelled) return;
  const { at, currency, valueMinor, refundedMinor, lines } = claim;
  addToSeries(add, "orders", at, sign);
  addToSeries(add, `revenue:${currency}`, at, sign * (valueMinor - refundedMinor));
  const hour = Math.floor(at / HOUR_MS);
  for (const [item, quantity, priceMinor, lineCurrency] of lines) {
    const value = sign * Math.round(quantity * priceMinor);
    add(CELL_KINDS.item, hour, `s:${lineCurrency}:${item}`, value);
    add(CELL_KINDS.sale, hour, `${at} ${lineCurrency}:${item}`, value);
  }
}
