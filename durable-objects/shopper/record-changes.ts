import { exclusionOf } from "../../engine/exclusion/exclusion.ts";
import type { Fact } from "../../engine/contribution/fact.ts";
import { factChanges } from "../../engine/contribution/fact-changes.ts";
import { factsOf } from "../../engine/contribution/facts-of.ts";
import { orderFacts } from "../../engine/contribution/order-claim.ts";
import { sessionClaimFacts } from "../../engine/contribution/session-claim.ts";
import { isHeldOut } from "../../engine/ledger/hold-out.ts";
import type { FoldContext } from "../../engine/truth/fold-context.ts";
import type { Truth } from "../../engine/truth/truth.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { directoryEntry } from "./directory-entry.ts";
import { engagementOf } from "./engagement-of.ts";
import { addClaim, isClaim, openDelta } from "./pending-delta.ts";
import type { ShopperState } from "./shopper-state.ts";

/** All that the shard knows of one who is kept, but not counted. */
const EXCLUDED: Fact = { key: "x", at: Infinity, value: true };

/**
 * Compares what the shards were last told of this shopper with what is true now, and puts the difference among what is
 * pending. Returns whether there was one. `truth` is advanced to `now`.
 */
export function recordChanges(
  state: ShopperState,
  truth: Truth,
  { config, context, now }: { config: ShopperConfig; context: FoldContext; now: number },
): boolean {
  const { rules } = context;
  const engagement = engagementOf(state, rules);
  const reason = exclusionOf(truth.exclusion);
  const excluded = reason !== null;
  const facts = excluded
    ? [EXCLUDED]
    : factsOf({
        engagement,
        truth,
        ledger: state.ledger,
        rules,
        activityThreshold: config.settings.activity_threshold,
        heldOut: isHeldOut({ salt: config.salt, shopper: state.shopper, context }),
      });
  const others = mergedKeys(state).map((key) => key.slice(2));
  if (!excluded && others.length > 0) facts.push({ key: "k", at: Infinity, value: others });
  const guests = excluded ? mergedKeys(state).map((key): Fact => ({ key: `g:${key}`, at: Infinity, value: true })) : [];
  const orders = excluded ? [] : orderFacts(truth, engagement, state.shopper);
  const isShared = config.settings.mixed_session_policy === "drop_session" && reason !== "bot";
  const sessions = isShared ? sessionClaimFacts(engagement, rules, reason === "internal") : [];
  const settledBefore = (truth.lastEventAt ?? 0) - rules.expireMs - rules.constants.lateWindowMs;
  const { changes, shipped } = factChanges(state.shipped, [...facts, ...orders, ...sessions, ...guests], settledBefore);
  state.shipped = shipped;
  const entry = excluded ? null : directoryEntry(state, truth);
  const moved = JSON.stringify(entry) !== JSON.stringify(state.directory);
  if (!moved && changes.length === 0) return false;
  state.directory = entry;
  const delta = openDelta(state, now);
  delta.directory = entry;
  for (const change of changes) {
    if (isClaim(change[0])) addClaim(delta, change);
    else delta.facts.push(change);
  }
  return true;
}

/** The keys whose past this shopper has taken over: their events stand in the log under them. */
function mergedKeys({ bindings }: ShopperState): string[] {
  return Object.entries(bindings).flatMap(([key, binding]) => (binding === "merged" ? [key] : []));
}
