import { FUNNEL_BASE } from "../../engine/contribution/funnel-step.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { Directory, DirectoryRow } from "./directory.ts";

/**
 * Visitors without a name who came on one day, looked, and were not seen since `before`, as far as the directory knows:
 * at most so many. Whether nothing else is kept of one, its own object says.
 */
export function oneViewVisitors({ rows }: Directory, before: number, most: number): ShopperKey[] {
  const found: ShopperKey[] = [];
  for (const [shopper, row] of rows) {
    if (shopper.startsWith("a:") && isOneView(row) && row.lastActivityAt < before) found.push(shopper);
    if (found.length === most) break;
  }
  return found;
}

function isOneView(row: DirectoryRow): boolean {
  if (row.excluded || row.stage !== "browse" || row.lastActivityAt === 0 || row.toldAt !== 0) return false;
  return row.days.length <= 1 && row.funnel.every((step) => step % FUNNEL_BASE === 0);
}
