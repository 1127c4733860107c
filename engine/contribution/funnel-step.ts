import type { ShopperEvent } from "../event.ts";
import { stageOfEvent } from "../stage.ts";

/** The steps of the funnel, in their order. */
export const FUNNEL_STEPS = ["view", "cart", "checkout", "purchase"] as const;

/** How many steps there are; a packed step is `time × FUNNEL_BASE + step`. */
export const FUNNEL_BASE = 4;

/** The step that an event takes, 0 to 3; null for an event that takes none. A step needs no cart to be taken. */
export function funnelStepOf(event: ShopperEvent): number | null {
  switch (event.name) {
    case "view_item":
      return 0;
    case "add_to_cart":
      return 1;
    case "update_quantity":
      return event.items?.some(({ quantity }) => (quantity ?? 0) > 0) === true ? 1 : null;
    case "cart_updated":
    case "view_cart":
      return event.items?.length ? 1 : null;
    case "purchase":
      return 3;
    default:
      return stageOfEvent(event.name) === null ? null : 2;
  }
}
