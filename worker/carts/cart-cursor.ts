import * as z from "zod/mini";
import type { ShopperKey } from "../../engine/event.ts";
import type { CartPosition, CartSort } from "../../durable-objects/metrics/cart-order.ts";

const shopperKey = z.custom<ShopperKey>((value) => typeof value === "string" && /^[ua]:/.test(value));
const cursorSchema = z.tuple([z.string(), z.int(), z.int(), z.string(), shopperKey]);

/** The cursor that goes on behind a row of a list in that order: base64url of JSON. */
export function cartCursor(sort: CartSort, { shopper, lastActivityAt, valueMinor, currency }: CartPosition): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, lastActivityAt, valueMinor, currency, shopper]));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The position that a cursor names; null when it is not one of ours, or of a list in another order. */
export function readCartCursor(sort: CartSort, cursor: string): CartPosition | null {
  const parsed = cursorSchema.safeParse(decoded(cursor));
  if (!parsed.success) return null;
  const [cursorSort, lastActivityAt, valueMinor, currency, shopper] = parsed.data;
  return cursorSort === sort ? { shopper, lastActivityAt, valueMinor, currency } : null;
}

function decoded(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return null;
  }
}
