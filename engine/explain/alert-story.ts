import type { ExplainedAlert } from "../../protocol/explain.ts";
import type { Alert, AlertStatus, LedgerCart } from "../ledger/ledger.ts";
import type { Told } from "../ledger/told.ts";
import { durationText, timeText } from "./in-words.ts";

/** An alert of the ledger: why it fired, and what became of it. */
export function alertStory(cart: LedgerCart, alert: Alert): ExplainedAlert {
  return {
    id: alert.id,
    cart_id: cart.cartId,
    episode: alert.episode,
    step: alert.step,
    stage: alert.stage,
    deadline: timeText(alert.dueAt),
    fired_at: timeText(alert.firedAt),
    late: alert.late,
    status: alert.status,
    last_activity: timeText(alert.lastActivityAt),
    held_out: cart.heldOut,
    addressed: alert.addressed,
    attempted: alert.attempted,
    why: `${whyFired(alert)} ${whoWasTold(cart, alert)}${whatCameOfIt(cart, alert)}`,
  };
}

function whyFired({ stage, step, lastActivityAt, dueAt, firedAt, late }: Alert): string {
  const idle = durationText(dueAt - lastActivityAt);
  const delay = late ? " It was noticed late, and waited for further events." : "";
  return (
    `Idle since ${timeText(lastActivityAt)}; step ${step} at stage ${stage} was due ${idle} later, ` +
    `at ${timeText(dueAt)}, and fired ${durationText(firedAt - dueAt)} after that.${delay}`
  );
}

function whoWasTold({ heldOut }: LedgerCart, { addressed, attempted }: Alert): string {
  if (heldOut) return "Nobody was told: the cart is in the hold-out group.";
  if (addressed.length === 0) return "Nobody was told: no endpoint took it then, or the store was in shadow mode.";
  return `Of ${addressed.length} addressed endpoints it was attempted at ${attempted.length}.`;
}

function whatCameOfIt({ told }: LedgerCart, alert: Alert): string {
  const sequel = told.findLast(({ alertId, type }) => alertId === alert.id && type !== "cart.abandoned");
  return SEQUELS[alert.status](sequel);
}

const SEQUELS: Readonly<Record<AlertStatus, (sequel: Told | undefined) => string>> = {
  standing: (sequel) => (sequel?.type === "cart.expired" ? " The cart has expired since." : ""),
  recovered: (sequel) =>
    ` Recovered by order ${sequel?.orderId ?? ""} (attribution: ${sequel?.attribution ?? "none"}).`,
  retracted: (sequel) => ` Retracted: ${sequel?.reason ?? "history_changed"}.`,
  superseded: () => " Superseded: another alerted cart of the same shopper has become one with this.",
  cancelled: () => " Cancelled: the cart was bought or gone before any endpoint was tried.",
};
