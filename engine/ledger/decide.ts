import { DAY_MS } from "../constants.ts";
import { usefulLinks } from "../restore/useful-links.ts";
import { nextDue } from "../truth/next-due.ts";
import { decideAlert } from "./decide-alert.ts";
import type { DecisionInput } from "./decision-input.ts";
import type { Ledger, LedgerCart, Outcome } from "./ledger.ts";
import { locateAlert } from "./locate-alert.ts";
import { settleCart } from "./settle-cart.ts";
import { supersede } from "./supersede.ts";
import { noteTold } from "./told.ts";

/** What follows from truth and from what was sent before. */
export interface Decision {
  ledger: Ledger;
  /** To be sent, in this order. */
  outcomes: Outcome[];
  /** When to decide again if nothing is heard; null for never. */
  wakeAt: number | null;
}

/** How long after its last alert a cart that is over stays in the ledger, beyond expiry and attribution. */
const KEEP_MS = 7 * DAY_MS;

/**
 * Adds to the ledger what truth (advanced to `now`) asks for: corrections and recoveries of what was sent, then at most
 * one alert. Deciding twice with the same truth and time adds nothing the second time.
 */
export function decide(before: Ledger, input: DecisionInput): Decision {
  const outcomes: Outcome[] = [];
  let needsAddAfter = before.needsAddAfter;
  const settled = supersede(before.carts, input.truth).map((cart) => {
    const settlement = settleCart(cart, before.links, input);
    outcomes.push(...settlement.outcomes);
    if (settlement.retractedFiredAt !== null) {
      needsAddAfter = Math.max(needsAddAfter ?? 0, settlement.retractedFiredAt);
    }
    return settlement.cart;
  });
  const carts = noteTold(settled, outcomes).filter((cart) => isKept(cart, input));
  const links = usefulLinks(before.links, input.now, input.context.rules.constants.lateWindowMs);
  const ledger: Ledger = { ...before, carts, grace: null, links, needsAddAfter };
  const decision = decideAlert({ ...ledger, grace: before.grace }, input);
  const due = nextDue(input.truth, input.context)?.at ?? null;
  if (decision.kind === "wait") {
    const wakeAt = Math.min(decision.until, due ?? Infinity);
    return { ledger: { ...ledger, grace: decision.grace }, outcomes, wakeAt };
  }
  if (decision.kind === "none") return { ledger, outcomes, wakeAt: due };
  const others = carts.filter((cart) => cart.cartId !== decision.cart.cartId);
  return {
    ledger: { ...ledger, carts: [...others, ...noteTold([decision.cart], [decision.outcome])] },
    outcomes: [...outcomes, decision.outcome],
    wakeAt: due,
  };
}

/** True while something may still be decided of a cart, or a late event may concern it. */
export function isKept(cart: LedgerCart, input: Pick<DecisionInput, "context" | "now" | "truth">): boolean {
  const { rules } = input.context;
  const horizon =
    input.now - rules.expireMs - Math.max(rules.attributionWindowMs, KEEP_MS) - rules.constants.lateWindowMs;
  return cart.alerts.some((alert) => alert.firedAt >= horizon || locateAlert(input.truth, alert.beganBy).in === "open");
}
