import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { event } from "../../support/shopper-events.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** An event of a shopper, so long ago. */
export function ago(name: string, shopper: ShopperKey, ms: number, more: Partial<ShopperEvent> = {}): ShopperEvent {
  const at = Date.now() - ms;
  const bare = shopper.slice(2);
  const owner = shopper.startsWith("u:") ? { userId: bare } : { userId: null, anonymousId: bare };
  return event(name, 0, { at, receivedAt: at, sessionId: `s-${bare}`, ...owner, ...more });
}
