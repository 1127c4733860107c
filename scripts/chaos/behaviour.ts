import { random } from "../../bench/random.ts";
import { hash32 } from "../../engine/hash.ts";

/** How a receiver can treat one attempt. */
export type Behaviour =
  | "accepts"
  | "accepts_late"
  | "accepts_with_10_mb"
  | "fails"
  | "fails_with_10_mb"
  | "redirects"
  | "asks_to_wait"
  | "asks_to_wait_a_second"
  | "talks_garbage"
  | "hangs_up"
  | "stops_in_the_status"
  | "stops_in_the_body"
  | "hangs"
  | "says_gone";

/** Out of a thousand attempts. What is left is accepted at once. */
const MIX: readonly (readonly [Behaviour, number])[] = [
  ["accepts_late", 60],
  ["accepts_with_10_mb", 15],
  ["fails", 90],
  ["fails_with_10_mb", 35],
  ["redirects", 40],
  ["asks_to_wait", 50],
  ["asks_to_wait_a_second", 8],
  ["talks_garbage", 50],
  ["hangs_up", 50],
  ["stops_in_the_status", 40],
  ["stops_in_the_body", 40],
  ["hangs", 25],
];
/** Of a thousand messages so many are never accepted. */
const POISONED = 15;

/** How the nth attempt at a message is treated: the same for the same seed, in whatever order attempts arrive. */
export function behaviourOf(seed: number, id: string, attempt: number): Behaviour {
  let drawn = 1000 * random(hash32(`${seed} ${id} ${attempt}`))();
  for (const [behaviour, share] of MIX) {
    drawn -= share;
    if (drawn < 0) return behaviour;
  }
  return "accepts";
}

/** Whether a message is one of those that are never accepted. */
export function isPoisoned(seed: number, id: string): boolean {
  return 1000 * random(hash32(`poison ${seed} ${id}`))() < POISONED;
}
