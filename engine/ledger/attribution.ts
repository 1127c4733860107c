import type { OutcomeData } from "../../protocol/outcome.ts";
import type { Rules } from "../rules.ts";
import type { Order } from "../truth/truth.ts";

/**
 * Why an order counts as brought back by an alert, links aside: its coupon, its nearness in time, or no reason at all.
 * What was told of a recovery, a link included, is {@link import("./ledger.ts").Recovery}'s own attribution.
 */
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
