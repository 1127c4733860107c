import type { FactChange } from "../../engine/contribution/fact.ts";
import { eventOfLogged } from "../../engine/contribution/logged-event.ts";
import { locateAlert } from "../../engine/ledger/locate-alert.ts";
import { dayOf } from "../../engine/store-day.ts";
import { eventRef } from "../../engine/truth/event-order.ts";
import { advance } from "../../engine/truth/advance.ts";
import type { Truth } from "../../engine/truth/truth.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import { addClaim, isClaim, openDelta } from "./pending-delta.ts";
import { recordChanges } from "./record-changes.ts";
import type { RebuildShare, ShopperBatchResult } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";
import { newState } from "./new-state.ts";
import { forgetPast, takeEvents } from "./take-events.ts";

/** Facts that only events make: what is not made again was wrong. */
const MADE_OF_EVENTS = /^(d$|p$|k$|x$|[sfb]:)/;

/**
 * Makes a shopper anew from the log: what is known of its behaviour and its carts is folded again from all its events,
 * and told to the shards whole. The ledger stays: what was sent was sent. Where the log does not hold the whole past
 * (retention has cut it, or it does not give back a cart that was alerted), the shopper keeps what it knows, and tells
 * the shards that; the answer is then `unknown`.
 */
export function takeRebuild(
  state: ShopperState,
  share: RebuildShare,
  config: ShopperConfig,
  now: number,
): ShopperBatchResult & { changedFrom: number } {
  if (share.of !== state.shopper || state.movedTo !== null) return { results: ["unknown"], changedFrom: Infinity };
  const made = isWhole(state, share, config) ? makeAnew(state, share, config, now) : null;
  if (made === null || !findsAlerts(state, made, config, now)) {
    // Everything that can still change is shipped again with the commit.
    state.shipped = {};
    return { results: ["unknown"], changedFrom: state.history.events.length };
  }
  const changes = changesOf(made);
  for (const key of share.facts) if (MADE_OF_EVENTS.test(key) && !changes.has(key)) changes.set(key, null);
  for (const key of Object.keys(state.shipped)) if (isClaim(key) && !changes.has(key)) changes.set(key, null);
  state.history = made.history;
  state.engagement = made.engagement;
  state.shipped = made.shipped;
  state.directory = made.directory;
  const delta = openDelta(state, now);
  delta.directory = made.directory;
  for (const change of changes) {
    if (isClaim(change[0])) addClaim(delta, change);
    else delta.facts.push(change);
  }
  return { results: ["accepted"], changedFrom: 0 };
}

/** True when the log reaches back to before the first that is known of the shopper. */
function isWhole(state: ShopperState, { complete, logFrom }: RebuildShare, config: ShopperConfig): boolean {
  const { days, ended } = state.engagement;
  const first = Math.min(days[0]?.[0] ?? Infinity, ended[0]?.[0] ?? Infinity);
  const oldest = state.history.checkpoint.closed.map(({ openedAt }) => openedAt);
  const { time_zone } = config.settings;
  return complete && !state.shared && first > dayOf(logFrom, time_zone) && oldest.every((at) => at > logFrom);
}

/** Another state of the shopper, into which its events were taken as if they had all just come. */
function makeAnew(
  state: ShopperState,
  { logged }: RebuildShare,
  config: ShopperConfig,
  now: number,
): ShopperState | null {
  if (logged.length === 0) return null;
  const made = newState(state.store, state.shopper, state.incarnation);
  const { ledger, bindings, lastReceivedAt } = state;
  // How pages' events were delivered is no part of the log.
  const { tabs, delivered } = state.engagement;
  const engagement = { ...made.engagement, tabs, delivered };
  Object.assign(made, { ledger, bindings: { ...bindings }, lastReceivedAt, forgotAt: now, engagement });
  const own = new Map(state.history.events.map((event) => [eventRef(event), event]));
  const events = logged.map(eventOfLogged).map((event) => own.get(eventRef(event)) ?? event);
  takeEvents(made, events, config, now);
  const context = foldContext(made, config);
  forgetPast(made, context, now);
  recordChanges(made, advance(made.history.tip, now, true, context), { config, context, now });
  return made;
}

/** True when every alert that the shopper's carts hold now is held by the carts made anew, and they ended the same way. */
function findsAlerts(state: ShopperState, made: ShopperState, config: ShopperConfig, now: number): boolean {
  const context = foldContext(state, config);
  const [before, after] = [state, made].map(({ history }) => advance(history.tip, now, true, context));
  return state.ledger.carts.every(({ alerts }) =>
    alerts.every(({ beganBy }) => placeOf(before, beganBy) === placeOf(after, beganBy)),
  );
}

function placeOf(truth: Truth | undefined, beganBy: string): string | null {
  const place = truth === undefined ? null : locateAlert(truth, beganBy);
  return place?.in === "closed" ? `${place.cart.how} ${place.cart.closedAt}` : (place?.in ?? null);
}

/** The last that was said of each part, part by part of the past. */
function changesOf({ pending }: ShopperState): Map<string, FactChange[1]> {
  return new Map(pending.flatMap(({ facts, orders, sessions = [] }) => [...facts, ...orders, ...sessions]));
}
