import { type Followed, followLink } from "../../engine/restore/follow-link.ts";
import { advance } from "../../engine/truth/advance.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import type { ShopperState } from "./shopper-state.ts";

/** What the link with this token's hash leads to at `now`. Reading changes nothing. */
export function restoreCart(state: ShopperState, hash: string, config: ShopperConfig, now: number): Followed {
  const truth = advance(state.history.tip, now, true, foldContext(state, config));
  return followLink(truth, state.ledger.links, hash, now);
}
