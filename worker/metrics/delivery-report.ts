import type { DeliveryAnswer } from "../../protocol/metrics-answers.ts";
import type { Totals } from "./sum-totals.ts";

/** Series that the report on delivery is made of. */
export const DELIVERY_SERIES = ["expected:", "received:"];

/** The report on delivery from the sums of its series: pages by the day of their first event. */
export function deliveryReport(sums: Totals): Pick<DeliveryAnswer, "expected" | "received" | "loss" | "data"> {
  const received = sums.group("received:");
  const data = Object.entries(sums.group("expected:")).map(([browser, expected]) => ({
    browser,
    ...countsOf(expected, received[browser] ?? 0),
  }));
  const total = { expected: 0, received: 0 };
  for (const row of data) {
    total.expected += row.expected;
    total.received += row.received;
  }
  return { ...countsOf(total.expected, total.received), data };
}

function countsOf(expected: number, received: number): Pick<DeliveryAnswer, "expected" | "received" | "loss"> {
  return { expected, received, loss: expected === 0 ? null : Math.round((1 - received / expected) * 1e6) / 1e6 };
}
