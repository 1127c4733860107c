import type { ShopperKey } from "../../engine/event.ts";
import type { Directory } from "./directory.ts";
import { readPages } from "./pages.ts";
import { recordOfLine } from "./stored-record.ts";

/**
 * The shopper of this shard who has the open cart of that id; null when there is none. It reads every page of the
 * shard: for what a person does now and then, which an index would cost a row for every cart.
 */
export function findCart(sql: SqlStorage, directory: Directory, cartId: string): ShopperKey | null {
  for (const line of linesOf(sql, directory)) {
    // The text is searched first: to parse every line would take far longer. Lines of orders have no directory.
    if (!line.includes(cartId)) continue;
    const record = recordOfLine(line);
    if (record.directory?.cartId === cartId) return record.shopper;
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
