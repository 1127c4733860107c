import type { Stage } from "../../protocol/outcome.ts";
import type { Line } from "./line.ts";

/** What became of one step of an episode in truth, at the time it was due. */
export interface StepRecord {
  step: number;
  dueAt: number;
  result: "alert" | "cool_off" | "muted" | "skipped";
}

/** A span of a cart's life that can be alerted once for each step. */
export interface Episode {
  /** Reference of the event that began it ({@link import("../truth/event-order.ts").eventRef}). */
  beganBy: string;
  beganAt: number;
  /** When something was last added, a quantity raised or a line brought by a snapshot in it; null if never. */
  grewAt: number | null;
  /** References that the ledger knows this episode by: its first event, and anchors of earlier alerts. */
  anchors: string[];
  /** Steps that came due, in order. */
  steps: StepRecord[];
  /** The last counted activity for which the value was found below the minimum; null if never. */
  belowMinimumAt: number | null;
}

/** An open cart. At stage `browse` it is no cart yet: the lines are the items viewed. */
export interface Cart {
  openedBy: string;
  openedAt: number;
  lines: Line[];
  /** Stated by an event without items; null once there are lines. Minor units of `currency`. */
  statedMinor: number | null;
  /** The currency of the last priced line, or of the stated value. */
  currency: string;
  stage: Stage;
  /** The newest activity that counts under `cart_activity`; expiry runs from here. */
  lastCartActivityAt: number;
  sessionId: string | null;
  token: string | null;
  locale: string | null;
  /** Since when the shop wants no alerts about this cart; null while it does. */
  mutedAt: number | null;
  episodes: Episode[];
}

/** The episode that is under way. A cart always has one. */
export function currentEpisode(cart: Cart): Episode {
  const episode = cart.episodes.at(-1);
  if (episode === undefined) throw new Error("a cart without an episode");
  return episode;
}
