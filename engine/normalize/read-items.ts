import { MAX_ITEMS } from "../../protocol/limits.ts";
import type { Item } from "../event.ts";
import { itemIdOf, readItem } from "./read-item.ts";
import { type Judgement, refuse } from "./refusal.ts";

// Elsewhere `id` may be the id of anything: an order, a page.
const ID_IS_THE_PRODUCT = new Set([
  "view_item",
  "add_to_cart",
  "remove_from_cart",
  "update_quantity",
  "add_to_wishlist",
]);
// A snapshot lists the whole cart: one product standing flat is not that.
const SNAPSHOTS = new Set(["cart_updated", "view_cart"]);

/** What the items of a message are read with. */
export interface ItemsContext {
  /** The event's resolved name. */
  name: string;
  /** The event's currency. */
  currency: string;
}

/**
 * The product lines of a message: GA4's `items`, Segment's `products`, or a single product that stands flat among the
 * properties. Null when there is no list at all; empty when there is an empty one.
 */
export function readItems(
  judgement: Judgement,
  properties: Record<string, unknown>,
  context: ItemsContext,
): Item[] | null {
  const { name, currency } = context;
  const [field, list] = listOf(properties);
  if (list !== null && !Array.isArray(list)) {
    return refuse(judgement, "invalid_item", `properties.${field} must be a list`);
  }
  if (list?.length) return readList(judgement, list, `properties.${field}`, currency);
  if (!SNAPSHOTS.has(name) && hasFlatItem(properties, ID_IS_THE_PRODUCT.has(name))) {
    const item = readItem(judgement, properties, { field: "", currency });
    return item === null ? null : [item];
  }
  return list;
}

/** True when a message carries at least one item, whatever it is called. */
export function hasItem(properties: Record<string, unknown>): boolean {
  const [, list] = listOf(properties);
  return (Array.isArray(list) && list.length > 0) || hasFlatItem(properties, false);
}

/** The list that is filled, else the one that is there, with its name. */
function listOf(properties: Record<string, unknown>): [field: string, list: unknown] {
  const items = properties["items"] ?? null;
  const products = properties["products"] ?? null;
  const useProducts = products !== null && (items === null || (Array.isArray(items) && items.length === 0));
  return useProducts ? ["products", products] : ["items", items];
}

function hasFlatItem(properties: Record<string, unknown>, idIsTheProduct: boolean): boolean {
  const { item_id, product_id, sku, id } = properties;
  return itemIdOf(idIsTheProduct ? { item_id, product_id, sku, id } : { item_id, product_id, sku }) !== null;
}

function readList(judgement: Judgement, list: unknown[], field: string, currency: string): Item[] | null {
  if (list.length > MAX_ITEMS) return refuse(judgement, "too_many_items", `${field} has more than ${MAX_ITEMS} items`);
  const items: Item[] = [];
  for (const [index, source] of list.entries()) {
    const item = readItem(judgement, source, { field: `${field}[${index}]`, currency });
    if (item === null) return null;
    items.push(item);
  }
  return items;
}
