import { foldEngagement } from "../../engine/contribution/fold-engagement.ts";
import { loggedEvent } from "../../engine/contribution/logged-event.ts";
import type { ShopperEvent } from "../../engine/event.ts";
import type { FoldContext } from "../../engine/truth/fold-context.ts";
import { slimEvent } from "../../engine/truth/slim-event.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import { noteAnonymousIds } from "./bindings.ts";
import { addEvents } from "./pending-delta.ts";
import { recordChanges } from "./record-changes.ts";
import { noteUnnamedUse } from "./release.ts";
import type { ShopperBatchResult } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";

/** The past is moved into the checkpoint in strides, not event by event. */
const FORGET_EVERY_MS = 3_600_000;

/** Longer spans are taken in parts: what truth forgets after a month must have been shipped by then. */
const LONGEST_SPAN_MS = 20 * 86_400_000;

/** What became of each event, in the order given, and from where the list of events is another one now. */
type Taken = ShopperBatchResult & { changedFrom: number };

/** Folds events into the state. An import may bring years at once: it is taken in parts, each of them shipped. */
export function takeEvents(
  state: ShopperState,
  events: readonly ShopperEvent[],
  config: ShopperConfig,
  now: number,
): Taken {
  const sorted = [...events.keys()].toSorted((a, b) => (events[a]?.at ?? 0) - (events[b]?.at ?? 0));
  const first = events[sorted[0] ?? 0]?.at ?? 0;
  if ((events[sorted.at(-1) ?? 0]?.at ?? 0) - first <= LONGEST_SPAN_MS) return takePart(state, events, config, now);
  const taken: Taken = { results: [], changedFrom: Infinity };
  const context = foldContext(state, config);
  for (const part of Map.groupBy(sorted, (index) => spanOf(events[index], first)).values()) {
    const own = part.flatMap((index) => events[index] ?? []);
    const { results, changedFrom } = takePart(state, own, config, now);
    for (const [position, index] of part.entries()) taken.results[index] = results[position] ?? "duplicate";
    taken.changedFrom = Math.min(taken.changedFrom, changedFrom);
    recordChanges(state, state.history.tip, { config, context, now });
  }
  return taken;
}

function spanOf(event: ShopperEvent | undefined, first: number): number {
  return Math.floor(((event?.at ?? first) - first) / LONGEST_SPAN_MS);
}

function takePart(state: ShopperState, events: readonly ShopperEvent[], config: ShopperConfig, now: number): Taken {
  const context = foldContext(state, config);
  const slim = events.map((event) => slimEvent(event, context.rules));
  const added = state.history.add(slim, context);
  let { changedFrom } = added;
  if (changedFrom !== Infinity) {
    noteAnonymousIds(state, events);
    noteUnnamedUse(state);
    const logged = events.map((event, index) => loggedEvent(event, slim[index]));
    const accepted = logged.filter((_, index) => added.news[index] === true);
    addEvents(state, accepted, now);
    state.lastReceivedAt = Math.max(state.lastReceivedAt, ...events.map((event) => event.receivedAt));
  }
  if (now - state.forgotAt >= FORGET_EVERY_MS && forgetPast(state, context, now) > 0) changedFrom = 0;
  return { results: added.news.map((isNew) => (isNew ? "accepted" : "duplicate")), changedFrom };
}

/** Moves what no late event can change any more into the checkpoint; returns how many events that were. */
export function forgetPast(state: ShopperState, context: FoldContext, now: number): number {
  state.forgotAt = now;
  const before = [...state.history.events];
  const forgotten = state.history.forgetBefore(now - context.rules.constants.lateWindowMs, context);
  state.engagement = foldEngagement(state.engagement, before.slice(0, forgotten), context.rules);
  return forgotten;
}
