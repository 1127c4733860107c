import type { OutcomeData } from "../../protocol/outcome.ts";
import type { Rules } from "../rules.ts";
import type { Order } from "../truth/truth.ts";

/** An order that recovers an alert. */
export interface RecoveringOrder {
  /** Undefined when truth no longer remembers it. */
  order: Order | undefined;
  boughtAt: number;
  firedAt: number;
  /** The shopper had come back by a restore link of the cart. */
  byLink: boolean;
}

/** Why an order counts as brought back by an alert: its link, its coupon, its nearness in time, or no reason at all. */
export function attributionOf(
  { order, boughtAt, firedAt, byLink }: RecoveringOrder,
  rules: Pick<Rules, "recoveryCoupons" | "attributionWindowMs">,
): NonNullable<OutcomeData["attribution"]> {
  if (byLink) return "link";
  const coupon = order?.coupon?.toLowerCase() ?? null;
  if (coupon !== null && rules.recoveryCoupons.some((code) => code.toLowerCase() === coupon)) return "coupon";
  return boughtAt - firedAt <= rules.attributionWindowMs ? "window" : "none";
}
