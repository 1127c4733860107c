import * as z from "zod/mini";
import type { ShopperKey } from "../../engine/event.ts";
import type { CartPosition, CartSort } from "../../durable-objects/metrics/cart-order.ts";
import { fromCursor, toCursor } from "../opaque-cursor.ts";

const shopperKey = z.custom<ShopperKey>((value) => typeof value === "string" && /^[ua]:/.test(value));
const cursorSchema = z.tuple([z.string(), z.int(), z.int(), z.string(), shopperKey]);

/** The cursor that goes on behind a row of a list in that order. */
export function cartCursor(sort: CartSort, { shopper, lastActivityAt, valueMinor, currency }: CartPosition): string {
  return toCursor([sort, lastActivityAt, valueMinor, currency, shopper]);
}

/** The position that a cursor names; null when it is not one of ours, or of a list in another order. */
export function readCartCursor(sort: CartSort, cursor: string): CartPosition | null {
  const parsed = cursorSchema.safeParse(fromCursor(cursor));
  if (!parsed.success) return null;
  const [cursorSort, lastActivityAt, valueMinor, currency, shopper] = parsed.data;
  return cursorSort === sort ? { shopper, lastActivityAt, valueMinor, currency } : null;
}
