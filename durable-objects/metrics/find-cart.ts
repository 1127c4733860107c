import type { ShopperKey } from "../../engine/event.ts";
import type { Directory } from "./directory.ts";
import { readPages } from "./pages.ts";
import { recordOfLine } from "./stored-record.ts";

/** What a cart is looked for by: our id of it, or the shop's own token. */
export type CartName = { cartId: string } | { cartToken: string };

/**
 * The shopper of this shard who has the open cart of that name; null when there is none. It reads every page of the
 * shard: for what a person or a shop's server does now and then, which an index would cost a row for every cart.
 */
export function findCart(sql: SqlStorage, directory: Directory, name: CartName): ShopperKey | null {
  const [field, value] =
    "cartId" in name ? (["cartId", name.cartId] as const) : (["cartToken", name.cartToken] as const);
  const text = JSON.stringify(value);
  for (const line of linesOf(sql, directory)) {
    // The text is searched first: to parse every line would take far longer. Lines of orders have no directory.
    if (!line.includes(text)) continue;
    const record = recordOfLine(line);
    if (record.directory?.[field] === value) return record.shopper;
  }
  return null;
}

/** Every line as it stands now: what changed since the checkpoint from memory, the others from their pages. */
function* linesOf(sql: SqlStorage, { unsettled }: Directory): Generator<string> {
  for (const { line } of unsettled.values()) {
    if (line !== null) yield line;
  }
  for (const { page } of readPages(sql)) {
    for (const [key, line] of page) {
      if (!unsettled.has(key)) yield line;
    }
  }
}
