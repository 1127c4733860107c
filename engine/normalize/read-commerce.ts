import type { ShopperEvent } from "../event.ts";
import { readValue } from "./read-amount.ts";
import { readCurrency } from "./read-currency.ts";
import { readItems } from "./read-items.ts";
import type { Judgement } from "./refusal.ts";

/** The events whose items and values mean something, so that unreadable ones must be refused. */
const COMMERCE_EVENTS: ReadonlySet<string> = new Set([
  "view_item",
  "add_to_cart",
  "remove_from_cart",
  "update_quantity",
  "view_cart",
  "cart_updated",
  "begin_checkout",
  "add_contact_info",
  "add_shipping_info",
  "add_payment_info",
  "payment_failed",
  "purchase",
  "order_cancelled",
  "refund",
  "add_to_wishlist",
]);

/** What a message says about goods and money. */
export type Commerce = Pick<ShopperEvent, "items" | "valueMinor" | "currency">;

/**
 * Items, value and currency of a message (the store's, when it states none). A shop's own event may mean something else
 * by these words (`scroll` with a value of "75%"): there, what cannot be read is left out and the event still counts.
 */
export function readCommerce(
  judgement: Judgement,
  properties: Record<string, unknown>,
  event: { name: string; storeCurrency: string },
): Commerce {
  const own: Judgement = { refusal: null };
  const currency = readCurrency(own, properties["currency"], "properties.currency", event.storeCurrency);
  const items = readItems(own, properties, { name: event.name, currency });
  const [field, value] = valueOf(properties);
  const valueMinor = readValue(own, value, `properties.${field}`, currency);
  if (own.refusal === null) return { items, valueMinor, currency };
  if (COMMERCE_EVENTS.has(event.name)) judgement.refusal ??= own.refusal;
  return { items: null, valueMinor: null, currency: event.storeCurrency };
}

/** GA4 says `value`; Segment says `revenue` (without shipping and tax, as GA4's value) and `total` (with them). */
function valueOf(properties: Record<string, unknown>): [field: string, value: unknown] {
  for (const field of ["value", "revenue", "total"]) {
    const value = properties[field];
    if (value !== undefined && value !== null && value !== "") return [field, value];
  }
  return ["value", null];
}
