import { isVisitorOfOneView } from "../../engine/retention/is-visitor-of-one-view.ts";
import type { Env } from "../env.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { engagementOf } from "./engagement-of.ts";
import { foldContext } from "./evaluate.ts";
import { shipEverything } from "./ship-everything.ts";
import type { ShopperMemory } from "./shopper-memory.ts";
import type { ShopperState } from "./shopper-state.ts";

const DAY_MS = 86_400_000;

/**
 * Forgets a visitor of one view whose time is over, without a word to anybody: what it counted stays with its shard, and
 * none of it moves any more. True when nothing is known of it (any more).
 */
export async function retire(
  env: Pick<Env, "METRICS_SHARD">,
  memory: ShopperMemory,
  config: ShopperConfig,
  now: number,
): Promise<boolean> {
  const { state } = memory;
  if (state === null) return true;
  if (!mayRetire(state, config, now)) return false;
  // That the shard has taken something is stored with the next change only, and here there was none.
  await shipEverything(env, state, config);
  if (memory.state !== state || state.pending.length > 0 || !mayRetire(state, config, now)) return false;
  await memory.forget();
  return true;
}

function mayRetire(state: ShopperState, config: ShopperConfig, now: number): boolean {
  const { movedTo, shared, forwardTo, bindings, moves, erasing, outbox, importedIds, ledger, history } = state;
  if (movedTo !== null || shared || forwardTo !== null || erasing !== undefined || importedIds !== undefined)
    return false;
  if (Object.keys(bindings).length + moves.length + outbox.length > 0) return false;
  if (state.lastReceivedAt >= now - config.settings.retention_days.one_view * DAY_MS) return false;
  const { rules } = foldContext(state, config);
  return isVisitorOfOneView({ truth: history.tip, ledger, engagement: engagementOf(state, rules) });
}
