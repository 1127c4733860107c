import type { Engagement } from "../../engine/contribution/engagement.ts";
import { EngagementMarks } from "../../engine/contribution/engagement-marks.ts";
import type { EngagementRules } from "../../engine/contribution/fold-engagement.ts";
import type { History } from "../../engine/truth/history.ts";
import type { ShopperState } from "./shopper-state.ts";

/** Kept beside the state, which is stored as a whole, and gone with its history. */
const marks = new WeakMap<History, EngagementMarks>();

/** A shopper's behaviour up to now: what lies before the checkpoint of its history, and its events since. */
export function engagementOf(state: Pick<ShopperState, "history" | "engagement">, rules: EngagementRules): Engagement {
  const own = marks.get(state.history) ?? new EngagementMarks();
  marks.set(state.history, own);
  return own.fold(state.engagement, state.history.events, rules);
}
