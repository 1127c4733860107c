import { mergeEngagements } from "../../engine/contribution/merge-engagements.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { mergeHistories } from "../../engine/identity/merge-histories.ts";
import { mergeLedgers } from "../../engine/identity/merge-ledgers.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import { mergeImportedIds } from "./imported-ids.ts";
import type { Release } from "./release.ts";
import type { ShopperState } from "./shopper-state.ts";

/**
 * Takes over what another key of this shopper handed over, once: a second time changes nothing. Returns true when the
 * state changed.
 */
export function takeOver(
  state: ShopperState,
  from: ShopperKey,
  release: Release,
  { config, now }: { config: ShopperConfig; now: number },
): boolean {
  if (state.bindings[from] !== "pending" || release.status === "busy") return false;
  if (release.status === "shared") {
    state.bindings[from] = "shared";
    return true;
  }
  state.bindings[from] = "merged";
  state.moves.push({ from, at: now });
  const { belongings } = release;
  if (belongings === null) return true;
  state.ledger = mergeLedgers(state.ledger, belongings.ledger);
  const { history } = state;
  const own = { checkpoint: history.checkpoint, events: [...history.events], tip: history.tip };
  state.history = mergeHistories(own, belongings, foldContext(state, config));
  state.engagement = mergeEngagements(state.engagement, belongings.engagement);
  const importedIds = mergeImportedIds(state.importedIds, belongings.importedIds);
  if (importedIds !== undefined) state.importedIds = importedIds;
  state.bindings = { ...belongings.bindings, ...state.bindings };
  state.moves.unshift(...(belongings.moves ?? []));
  state.outbox.push(...belongings.outbox);
  state.lastReceivedAt = Math.max(state.lastReceivedAt, belongings.lastReceivedAt);
  return true;
}
