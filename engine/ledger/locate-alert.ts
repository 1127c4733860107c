import type { Episode } from "../cart/cart.ts";
import type { ClosedCart, Truth } from "../truth/truth.ts";

/** Where truth now holds an alert: in the open cart, in one that is over, or nowhere. */
export type Whereabouts = { in: "open" } | { in: "closed"; cart: ClosedCart } | { in: "nowhere" };

/** Finds the cart of truth in which the event lies with which an alert's episode began. */
export function locateAlert(truth: Truth, beganBy: string): Whereabouts {
  if (truth.cart?.episodes.some((episode) => holds(episode, beganBy))) return { in: "open" };
  const cart = truth.closed.findLast((closed) => closed.episodes.some((episode) => holds(episode, beganBy)));
  return cart === undefined ? { in: "nowhere" } : { in: "closed", cart };
}

/** True when an alert that began with that event belongs to this episode. */
export function holds(episode: Episode, beganBy: string): boolean {
  return episode.beganBy === beganBy || episode.anchors.includes(beganBy);
}
