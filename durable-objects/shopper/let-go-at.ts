import { exclusionOf } from "../../engine/exclusion/exclusion.ts";
import { linksLeaveAt } from "../../engine/restore/useful-links.ts";
import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import type { ShopperState } from "./shopper-state.ts";

const DAY_MS = 86_400_000;
/** No alarm can be armed for later: the last instant that a date can name. */
const LAST_INSTANT = 8.64e15;

/**
 * When a bot is erased, epoch milliseconds: once it was silent for as long as a visitor of one view is kept. Null for
 * everybody else, and for one of whom somebody has still to be told. No shard knows how long one has been silent who is
 * not counted, so its own alarm sees to it.
 */
export function botLeavesAt(
  { history, lastReceivedAt, movedTo, shared, outbox }: ShopperState,
  { settings }: Pick<ShopperConfig, "settings">,
): number | null {
  if (exclusionOf(history.tip.exclusion) !== "bot" || movedTo !== null || shared || outbox.length > 0) return null;
  const at = lastReceivedAt + settings.retention_days.one_view * DAY_MS;
  return at > LAST_INSTANT ? null : at;
}

/** When something of a shopper is kept no longer though nobody hears of it, epoch milliseconds; null for never. */
export function letGoAt(state: ShopperState, config: Pick<ShopperConfig, "settings" | "constants">): number | null {
  const { lateWindowMs } = config.constants ?? ENGINE_CONSTANTS;
  const times = [botLeavesAt(state, config), linksLeaveAt(state.ledger.links, lateWindowMs)];
  return times.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first));
}
