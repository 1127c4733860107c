import { type Cart, type Episode, currentEpisode } from "./cart.ts";

/** An episode that begins with the event of that reference. */
export function newEpisode(beganBy: string, beganAt: number): Episode {
  return { beganBy, beganAt, grewAt: null, anchors: [], steps: [], belowMinimumAt: null };
}

/** The cart with its current episode replaced. */
export function currentEpisodeReplaced(cart: Cart, episode: Episode): Cart {
  return { ...cart, episodes: [...cart.episodes.slice(0, -1), episode] };
}

/** True once a step of the current episode was decided: the next growth or stage event begins another episode. */
export function isDecided(cart: Cart): boolean {
  return currentEpisode(cart).steps.some((step) => step.result !== "skipped");
}
