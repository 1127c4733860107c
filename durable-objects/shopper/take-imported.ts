import { foldEngagement } from "../../engine/contribution/fold-engagement.ts";
import { loggedEvent } from "../../engine/contribution/logged-event.ts";
import type { ShopperEvent } from "../../engine/event.ts";
import { mergeImportMarks } from "../../engine/ledger/import-mark.ts";
import { compareEvents } from "../../engine/truth/event-order.ts";
import { slimEvent } from "../../engine/truth/slim-event.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import { ImportedIds } from "./imported-ids.ts";
import { addEvents } from "./pending-delta.ts";
import type { ShopperBatchResult } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";
import { takeEvents } from "./take-events.ts";

/**
 * Takes history in, of whatever age. What lies after the shopper's checkpoint is folded like any event; what lies
 * before it adds to days, sessions, counts and sales and leaves carts and alerts alone. Events that an import brought
 * before are duplicates for good. The ledger remembers the import, so that carts past due now stay silent.
 */
export function takeImported(
  state: ShopperState,
  events: readonly ShopperEvent[],
  config: ShopperConfig,
  now: number,
): ShopperBatchResult & { changedFrom: number } {
  const ids = new ImportedIds(state.importedIds);
  const isNew = events.map((event) => ids.add(event));
  const fresh = events.filter((_, index) => isNew[index] === true);
  if (fresh.length === 0) return { results: events.map(() => "duplicate"), changedFrom: Infinity };
  // The rest of the history may come in the next minutes: until then everything is kept, and folds where it belongs.
  if (state.forgotAt === 0) state.forgotAt = now;
  const within = fresh.filter((event) => !state.history.isBeyond(event));
  const beyond = fresh.filter((event) => state.history.isBeyond(event));
  const taken = takeEvents(state, within, config, now);
  if (beyond.length > 0) takeBeyond(state, beyond, config, now);

  // When it was once received elsewhere is long ago; what is heard of the shopper is heard now.
  state.lastReceivedAt = Math.max(state.lastReceivedAt, now);
  state.importedIds = ids.stored;
  const through = Math.max(...fresh.map(({ at }) => at));
  const imported = mergeImportMarks(state.ledger.imported, { at: now, through });
  state.ledger = imported === undefined ? state.ledger : { ...state.ledger, imported };
  const news = new Map(within.map((event, index) => [event, taken.results[index] ?? "duplicate"]));
  return {
    results: events.map((event, index) => (isNew[index] === true ? (news.get(event) ?? "accepted") : "duplicate")),
    changedFrom: Math.min(taken.changedFrom, state.history.events.length),
  };
}

function takeBeyond(state: ShopperState, events: readonly ShopperEvent[], config: ShopperConfig, now: number): void {
  const context = foldContext(state, config);
  const slim = events.map((event) => slimEvent(event, context.rules));
  const logged = events.map((event, index) => loggedEvent(event, slim[index]));
  const sorted = slim.toSorted(compareEvents);
  state.history.addBeyond(sorted, context);
  state.engagement = foldEngagement(state.engagement, sorted, context.rules);
  addEvents(state, logged, now);
}
