import type { OutcomeData } from "../../protocol/outcome.ts";
import type { Rules } from "../rules.ts";
import type { Order } from "../truth/truth.ts";

/** Why an order counts as brought back by an alert: its coupon, its nearness in time, or no reason at all. */
export function attributionOf(
  order: Order | undefined,
  boughtAt: number,
  firedAt: number,
  rules: Pick<Rules, "recoveryCoupons" | "attributionWindowMs">,
): NonNullable<OutcomeData["attribution"]> {
  const coupon = order?.coupon?.toLowerCase() ?? null;
  if (coupon !== null && rules.recoveryCoupons.some((code) => code.toLowerCase() === coupon)) return "coupon";
  return boughtAt - firedAt <= rules.attributionWindowMs ? "window" : "none";
}
