import { currentEpisode } from "../../engine/cart/cart.ts";
import { locateCart } from "../../engine/ledger/locate-cart.ts";
import { bareId } from "../../engine/shopper-key.ts";
import { advance } from "../../engine/truth/advance.ts";
import { issueLink } from "../restore/issue-link.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import type { ShopperState } from "./shopper-state.ts";

/** A link that is wanted: the argument of `Shopper.makeRestoreLink`. */
export interface RestoreLinkRequest {
  cartId: string;
  lifetimeMs: number;
  config: ShopperConfig;
}

/** The link's token, told once; or why there is none. */
export type RestoreLinkResult =
  | { kind: "made"; shopper: string; token: string; expiresAt: number }
  | { kind: "not_open" | "unknown" };

/**
 * Makes a link to the shopper's open cart of that id, and has the state saved that knows it, with an alarm for the time
 * when the link is kept no longer. Call it in a transaction.
 */
export function storeRestoreLink(
  state: ShopperState,
  request: RestoreLinkRequest,
  now: number,
  save: (state: ShopperState) => void,
): RestoreLinkResult {
  const result = makeRestoreLink(state, request, now);
  if (result.kind === "made") save(state);
  return result;
}

function makeRestoreLink(state: ShopperState, request: RestoreLinkRequest, now: number): RestoreLinkResult {
  const { cartId, lifetimeMs, config } = request;
  const { cart, place } = findCart(state, request, now);
  if (place.in !== "open" || cart === null) return { kind: place.in === "nowhere" ? "unknown" : "not_open" };
  const { beganBy } = currentEpisode(cart);
  const expiresAt = now + lifetimeMs;
  const token = issueLink(state, config.salt, { cartId, beganBy, createdAt: now, expiresAt });
  return { kind: "made", shopper: bareId(state.shopper), token, expiresAt };
}

function findCart(state: ShopperState, { cartId, config }: RestoreLinkRequest, now: number) {
  const { store, shopper, ledger } = state;
  const truth = advance(state.history.tip, now, true, foldContext(state, config));
  return { cart: truth.cart, place: locateCart(ledger, truth, { store, shopper, cartId }) };
}
