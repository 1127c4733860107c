import type { ShopperEvent } from "../event.ts";
import { closeCart } from "./close-cart.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Session, Truth } from "./truth.ts";

/**
 * Carries the session on or begins another: when the event names another one, after `session_end`, or without an id
 * after a gap. What was viewed in a session ends with it.
 */
export function foldSession(truth: Truth, event: ShopperEvent, context: FoldContext): Truth {
  const { session } = truth;
  const ended = event.name === "session_end";
  if (session !== null && continues(session, event, context.rules.constants.sessionGapMs)) {
    return { ...truth, session: { ...session, id: event.sessionId ?? session.id, lastAt: event.at, ended } };
  }
  const begun: Session = { id: event.sessionId, startedAt: event.at, lastAt: event.at, emptied: false, ended };
  const browsing = truth.cart?.stage === "browse";
  const left = browsing ? closeCart(truth, { at: event.at, how: "session", orderId: null }) : truth;
  return { ...left, session: begun };
}

function continues(session: Session, event: ShopperEvent, gapMs: number): boolean {
  if (session.ended) return false;
  if (event.sessionId !== null && session.id !== null) return event.sessionId === session.id;
  return event.at - session.lastAt < gapMs;
}
