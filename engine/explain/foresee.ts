import { currentEpisode } from "../cart/cart.ts";
import { type AlertDecision, decideAlert } from "../ledger/decide-alert.ts";
import { advance } from "../truth/advance.ts";
import { foundBelowMinimum, nextDue } from "../truth/next-due.ts";
import type { Truth } from "../truth/truth.ts";
import type { ExplainInput } from "./explain-input.ts";

/** Why no alert will come of the cart as it stands. */
export type Silence = Exclude<Extract<AlertDecision, { kind: "none" }>["why"], "nothing_due" | "no_cart"> | SilentStep;

type SilentStep = "stage_off" | "below_minimum" | "cool_off" | "expired";

/** What the next alert of the open cart will be if the shopper stays silent. `truth` is as it will be then. */
export type Foresight =
  | { kind: "alert"; at: number; step: number; heldOut: boolean; truth: Truth }
  | { kind: "wait"; until: number; noticedAt: number; truth: Truth }
  | { kind: "never"; why: Silence; truth: Truth };

/** Steps of an episode are at most eleven; each pass takes one or ends. */
const MOST_PASSES = 32;

/**
 * Lets time pass in silence, by the functions that decide when it really passes, until an alert fires or none ever
 * will. The cart must be open.
 */
export function foresee(input: ExplainInput): Foresight {
  let { truth, now } = input;
  for (let pass = 0; ; pass += 1) {
    const decision = decideAlert(input.ledger, { ...input, truth, now });
    if (decision.kind === "alert") {
      return { kind: "alert", at: now, step: decision.alert.step, heldOut: decision.cart.heldOut, truth };
    }
    if (decision.kind === "wait") {
      return { kind: "wait", until: decision.until, noticedAt: decision.grace.noticedAt, truth };
    }
    const due = nextDue(truth, input.context);
    if (due === null || due.kind === "expiry" || pass === MOST_PASSES) {
      return { kind: "never", why: whyNever(decision.why, truth, input), truth };
    }
    truth = advance(truth, due.at, true, input.context);
    now = due.at;
  }
}

function whyNever(
  why: Extract<AlertDecision, { kind: "none" }>["why"],
  truth: Truth,
  { context }: ExplainInput,
): Silence {
  const { cart } = truth;
  if (why === "no_cart" || cart === null) throw new Error("foreseen for no cart");
  if (why !== "nothing_due") return why;
  if (foundBelowMinimum(truth, cart, context.rules)) return "below_minimum";
  const last = currentEpisode(cart).steps.findLast(({ result }) => result !== "skipped");
  if (last?.result === "muted") return "muted";
  if (last?.result === "cool_off") return "cool_off";
  return context.rules.cutoffMs[cart.stage] === null ? "stage_off" : "expired";
}
