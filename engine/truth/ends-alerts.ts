import type { ClosedHow } from "./truth.ts";

/** True when there is nothing left to remind of: bought, emptied or closed by the shop, not merely forgotten. */
export function endsAlerts(how: ClosedHow): boolean {
  return how === "purchase" || how === "emptied" || how === "closed";
}
