import { foldEngagement } from "../../engine/contribution/fold-engagement.ts";
import { loggedEvent } from "../../engine/contribution/logged-event.ts";
import type { ShopperEvent } from "../../engine/event.ts";
import { slimEvent } from "../../engine/truth/slim-event.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import { noteAnonymousIds } from "./bindings.ts";
import { openDelta } from "./pending-delta.ts";
import type { ShopperBatchResult } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";

/** The past is moved into the checkpoint in strides, not event by event. */
const FORGET_EVERY_MS = 3_600_000;

/** Folds events into the state. Says what became of each, and from where the list of events is another one now. */
export function takeEvents(
  state: ShopperState,
  events: readonly ShopperEvent[],
  config: ShopperConfig,
  now: number,
): ShopperBatchResult & { changedFrom: number } {
  const context = foldContext(state, config);
  const { lateWindowMs } = context.rules.constants;
  const slim = events.map((event) => slimEvent(event, context.rules));
  const added = state.history.add(slim, context);
  let { changedFrom } = added;
  if (changedFrom !== Infinity) {
    noteAnonymousIds(state, events);
    const accepted = events.filter((_, index) => added.news[index] === true);
    openDelta(state, now).events.push(...accepted.map(loggedEvent));
    state.lastReceivedAt = Math.max(state.lastReceivedAt, ...events.map((event) => event.receivedAt));
  }
  if (now - state.forgotAt >= FORGET_EVERY_MS) {
    state.forgotAt = now;
    const before = [...state.history.events];
    const forgotten = state.history.forgetBefore(now - lateWindowMs, context);
    if (forgotten > 0) changedFrom = 0;
    state.engagement = foldEngagement(state.engagement, before.slice(0, forgotten), context.rules);
  }
  return { results: added.news.map((isNew) => (isNew ? "accepted" : "duplicate")), changedFrom };
}
