import type { Alert, LedgerCart } from "../ledger/ledger.ts";
import type { EpisodeFact, Fact } from "./fact.ts";
import type { FactSources } from "./facts-of.ts";

/** One fact for each episode of the ledger that was alerted: the report on abandonment is made of them. */
export function episodeFacts({ ledger, truth }: Pick<FactSources, "ledger" | "truth">): Fact[] {
  return ledger.carts.flatMap((cart) =>
    [...Map.groupBy(cart.alerts, (alert) => alert.episode)].map(([episode, alerts]) => {
      const value = cart.counted?.[episode] ?? episodeFact(cart, alerts, truth);
      return { key: `e:${cart.cartId}-${episode}`, at: value.firedAt, value };
    }),
  );
}

function episodeFact(cart: LedgerCart, alerts: readonly Alert[], truth: FactSources["truth"]): EpisodeFact {
  const [first, ...later] = alerts;
  if (first === undefined) throw new Error("an episode without an alert");
  const last = later.at(-1) ?? first;
  const recovery = cart.recoveries.findLast(({ alertId }) => alerts.some(({ id }) => id === alertId));
  const order = truth.orders.find(({ id }) => id === recovery?.orderId);
  const recovered = recovery !== undefined && !recovery.reversed;
  return {
    firedAt: first.firedAt,
    stage: last.stage,
    currency: first.data.currency,
    valueMinor: first.data.value_minor,
    heldOut: cart.heldOut,
    delaysMs: alerts.filter(({ late }) => !late).map(({ firedAt, dueAt }) => firedAt - dueAt),
    alerts: alerts.length,
    result: recovered ? "recovered" : resultOf(alerts),
    expired: cart.expired && !recovered,
    reversed: recovery?.reversed === true,
    order:
      recovered && order !== undefined
        ? {
            at: order.at,
            valueMinor: order.valueMinor - order.refundedMinor,
            currency: order.currency,
            attribution: recovery.attribution,
          }
        : null,
  };
}

function resultOf(alerts: readonly Alert[]): EpisodeFact["result"] {
  if (alerts.some(({ status }) => status === "recovered")) return "recovered";
  if (alerts.some(({ status }) => status === "standing")) return "open";
  if (alerts.every(({ status }) => status === "retracted")) return "retracted";
  return alerts.some(({ status }) => status === "superseded") ? "superseded" : "cancelled";
}
