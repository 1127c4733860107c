import { currentEpisodeReplaced } from "../cart/begin-episode.ts";
import { currentEpisode } from "../cart/cart.ts";
import type { ShopperEvent } from "../event.ts";
import { eventRef } from "./event-order.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Truth } from "./truth.ts";

/** An event with which an alert of the ledger began stays known in whatever episode it now belongs to. */
export function foldAnchor(truth: Truth, event: ShopperEvent, context: FoldContext): Truth {
  const { cart } = truth;
  if (cart === null || context.anchors.size === 0) return truth;
  const ref = eventRef(event);
  const episode = currentEpisode(cart);
  if (!context.anchors.has(ref) || episode.beganBy === ref) return truth;
  return { ...truth, cart: currentEpisodeReplaced(cart, { ...episode, anchors: [...episode.anchors, ref] }) };
}
