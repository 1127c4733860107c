import { expect, test } from "vitest";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import { add, event, rules } from "../../support/shopper-events.ts";

test("a reversal tells the order and the attribution that the recovery had told", () => {
  const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules({ recovery_coupons: ["BACK"] }) });
  const order = { transactionId: "o1", valueMinor: 900, currency: "EUR", coupon: "BACK" };
  const history = [add("a", 0), event("purchase", 40, order), event("order_cancelled", 50, { transactionId: "o1" })];
  for (const each of history) shopper.receive([each], each.receivedAt);
  const told = { transaction_id: "o1", order_value_minor: 900, order_currency: "EUR", attribution: "coupon" };
  expect(shopper.outcomes.slice(1)).toMatchObject([
    { type: "cart.recovered", data: told },
    { type: "recovery.reversed", data: { ...told, reason: "order_cancelled" } },
  ]);
});
