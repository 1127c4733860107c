import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import type { Item } from "../event.ts";
import { cleanId } from "../shopper-key.ts";
import { readPrice, readQuantity } from "./read-amount.ts";
import { readCurrency } from "./read-currency.ts";
import { readText } from "./read-text.ts";
import { readUrl } from "./read-url.ts";
import { type Judgement, refuse } from "./refusal.ts";

/** Where an item stands in its message. */
export interface ItemPlace {
  /** The field that holds it, for complaints; empty for a product that stands flat among the properties. */
  field: string;
  /** The event's currency, for items that state none. */
  currency: string;
}

/** One product line, in the words of GA4 or Segment. Null, with a complaint, when it cannot be read. */
export function readItem(judgement: Judgement, source: unknown, place: ItemPlace): Item | null {
  if (typeof source !== "object" || source === null || Array.isArray(source)) {
    return refuse(judgement, "invalid_item", `${place.field} must be an object`);
  }
  const product = source as Record<string, unknown>;
  const prefix = place.field === "" ? "properties." : `${place.field}.`;
  const name = readText(product["item_name"] ?? product["name"] ?? product["product_name"]);
  // GA4 wants an id or a name.
  const id = itemIdOf(product) ?? name;
  if (id === null) return refuse(judgement, "invalid_item", `${prefix}item_id is missing`);
  if (id.length > MAX_ID_LENGTH) {
    return refuse(judgement, "invalid_id", `${prefix}item_id is longer than ${MAX_ID_LENGTH} characters`);
  }
  const currency = readCurrency(judgement, product["currency"], `${prefix}currency`, place.currency);
  const priceMinor = readPrice(judgement, product["price"], `${prefix}price`, currency);
  const quantity = readQuantity(judgement, product["quantity"], `${prefix}quantity`);
  if (!Number.isSafeInteger(Math.round((priceMinor ?? 0) * (quantity ?? 1)))) {
    return refuse(judgement, "invalid_value", `${prefix}price times quantity must be below 2^53 minor units`);
  }
  return {
    id,
    variant: readText(product["item_variant"] ?? product["variant"]),
    name,
    priceMinor,
    currency,
    quantity,
    url: readUrl(product["url"]),
    imageUrl: readUrl(product["image_url"]),
  };
}

/** The id that a product states under one of its usual names; null when there is none. */
export function itemIdOf(product: Record<string, unknown>): string | null {
  return itemId(product["item_id"]) ?? itemId(product["product_id"]) ?? itemId(product["id"]) ?? itemId(product["sku"]);
}

/** As the ids of shoppers, but a shop may well have a product 0. */
function itemId(value: unknown): string | null {
  return cleanId(value) ?? (value === 0 || value === "0" ? "0" : null);
}
