import type { Delivery } from "../../cli/alerts/delivery-log.ts";
import type { OutcomeData, OutcomeType } from "../../protocol/outcome.ts";
import { moneyText } from "./money-text.ts";

const TEXT: Readonly<Record<OutcomeType, (data: OutcomeData) => string>> = {
  "cart.abandoned": (data) =>
    `left a cart: ${cartText(data)}, stage ${data.stage}, told ${delayMs(data)} ms after it was due`,
  "cart.recovered": (data) => `recovered: order ${data.transaction_id ?? "without a number"}, ${orderText(data)}`,
  "cart.retracted": (data) => `bought in time after all, alert taken back (${data.reason ?? "no reason given"})`,
  "recovery.reversed": (data) => `recovery reversed (${data.reason ?? "no reason given"})`,
  "cart.expired": () => "cart expired",
};

/** Tells in one line what a verified webhook says; `who` is the shopper's name. */
export function outcomeLine({ payload }: Delivery, who: string): string {
  return `${payload.type.padEnd(15)} ${who} ${TEXT[payload.type](payload.data)}`;
}

function cartText({ item_count, value_minor, currency }: OutcomeData): string {
  return `${item_count} ${item_count === 1 ? "item" : "items"}, ${moneyText(value_minor, currency)}`;
}

function orderText({ order_value_minor, order_currency, currency }: OutcomeData): string {
  return order_value_minor === undefined
    ? "value not stated"
    : moneyText(order_value_minor, order_currency ?? currency);
}

function delayMs({ fired_at, deadline }: OutcomeData): number {
  return Date.parse(fired_at) - Date.parse(deadline);
}
