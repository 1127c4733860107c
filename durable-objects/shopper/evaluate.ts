import type { OutcomePayload } from "../../protocol/outcome.ts";
import { hash32 } from "../../engine/hash.ts";
import { decide } from "../../engine/ledger/decide.ts";
import { type Outcome, anchorsOf } from "../../engine/ledger/ledger.ts";
import { rulesOf } from "../../engine/rules.ts";
import { advance } from "../../engine/truth/advance.ts";
import type { FoldContext } from "../../engine/truth/fold-context.ts";
import type { Env } from "../env.ts";
import { withRestoreUrl } from "../restore/with-restore-url.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { decisionInput } from "./decision-input.ts";
import { letGoAt } from "./let-go-at.ts";
import { recordChanges } from "./record-changes.ts";
import { shopperCounters } from "./shopper-counters.ts";
import { pendingBindings } from "./bindings.ts";
import type { OutboxEntry, ShopperState } from "./shopper-state.ts";
import { withFullCartUrl } from "./with-full-cart-url.ts";

/** What folding this shopper's events needs. */
export function foldContext(state: Pick<ShopperState, "shopper" | "ledger">, config: ShopperConfig): FoldContext {
  const rules = rulesOf(config.settings, config.constants);
  return { rules, shopperHash: hash32(state.shopper), anchors: anchorsOf(state.ledger) };
}

/**
 * How long a decision waits for the past of another key of this shopper: a purchase there may forbid the alert. When it
 * does not come, the decision is taken without it.
 */
const PAST_WAIT_MS = 5_000;

/**
 * Lets the engine decide as of `now` and takes its decisions into the state: ledger, outbox, directory. Returns when to
 * decide again, or to let go of something (null: never), and whether anything is other than before: nothing for one who
 * moved away or is being erased. `publicUrl` is where shoppers reach this service.
 */
export function evaluate(
  state: ShopperState,
  config: ShopperConfig,
  now: number,
  publicUrl?: Env["PUBLIC_URL"],
): { wakeAt: number | null; decided: boolean } {
  if (state.movedTo !== null || state.erasing !== undefined) return { wakeAt: null, decided: false };
  const context = foldContext(state, config);
  const truth = advance(state.history.tip, now, true, context);
  if (pendingBindings(state).length > 0 && now - state.lastReceivedAt < PAST_WAIT_MS) {
    return { wakeAt: now + PAST_WAIT_MS, decided: recordChanges(state, truth, { config, context, now }) };
  }
  const decision = decide(state.ledger, decisionInput(state, config, { truth, context, now }));
  const former = state.ledger;
  state.ledger = decision.ledger;
  const outcomes = decision.outcomes.map((outcome) =>
    withFullCartUrl(withRestoreUrl(state, outcome, config, publicUrl), publicUrl),
  );
  shopperCounters.decided(decision.outcomes);
  state.outbox.push(...outcomes.flatMap(outboxEntries));
  const moved = recordChanges(state, truth, { config, context, now });
  const decided = moved || decision.outcomes.length > 0 || JSON.stringify(former) !== JSON.stringify(decision.ledger);
  const wakeAt = Math.min(decision.wakeAt ?? Infinity, letGoAt(state, config) ?? Infinity);
  return { wakeAt: wakeAt === Infinity ? null : wakeAt, decided };
}

function outboxEntries(outcome: Outcome): OutboxEntry[] {
  const payload: OutcomePayload = {
    type: outcome.type,
    timestamp: new Date(outcome.at).toISOString(),
    data: outcome.data,
  };
  const body = JSON.stringify(payload);
  const { id, type, owner } = outcome;
  return outcome.endpoints.map((endpoint) => ({ endpoint, id, type, shopper: owner, body }));
}
