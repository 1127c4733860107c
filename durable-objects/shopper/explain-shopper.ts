import type { ExplainInput } from "../../engine/explain/explain-input.ts";
import { explain } from "../../engine/explain/explain.ts";
import { bareId } from "../../engine/shopper-key.ts";
import { advance } from "../../engine/truth/advance.ts";
import type { ExplainAnswer } from "../../protocol/explain.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import type { ShopperState } from "./shopper-state.ts";
import { shopperView } from "./shopper-view.ts";

/** What GET /v1/shoppers/:id/explain answers of this shopper as of `now`. Reading changes nothing. */
export function explainShopper(state: ShopperState, config: ShopperConfig, now: number): ExplainAnswer {
  if (state.movedTo !== null) return explainMoved(state.shopper, state.movedTo, now);
  const { store, shopper, ledger, lastReceivedAt } = state;
  const context = foldContext(state, config);
  const truth = advance(state.history.tip, now, true, context);
  const { shadow } = config.settings;
  const since = truth.session?.startedAt ?? Infinity;
  const input: ExplainInput = {
    ledger,
    truth,
    context,
    now,
    lastReceivedAt,
    store,
    shopper,
    salt: config.salt,
    endpoints: shadow ? [] : config.endpoints,
    shadow,
    configured: config.endpoints.filter(({ disabled }) => disabled !== true),
    viewed: state.history.events.some(({ name, at }) => name === "view_item" && at >= since),
  };
  return { ...explain(input), cart: shopperView(state, config, now).cart };
}

function explainMoved(from: ShopperState["shopper"], to: ShopperState["shopper"], now: number): ExplainAnswer {
  const message = "This anonymous shopper became a user: everything moved there. Ask about that one.";
  return {
    shopper: bareId(from),
    as_of: new Date(now).toISOString(),
    decision: { state: "none", rule: "moved", message, until: null },
    rules: [{ rule: "moved", passes: false, message, moved_to: bareId(to) }],
    cart: null,
    alerts: [],
  };
}
