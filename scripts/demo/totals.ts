import type { DeliveryLog } from "../../cli/alerts/delivery-log.ts";

/** What a demo did, for its last lines. */
export interface DemoCounts {
  shoppers: number;
  events: number;
}

/** The totals of a demo, as lines for people. */
export function totals({ shoppers, events }: DemoCounts, log: DeliveryLog): string[] {
  const of = (type: Parameters<DeliveryLog["ofType"]>[0]): number => log.ofType(type).length;
  return [
    "",
    "Totals",
    `  simulated shoppers   ${shoppers}, ${events} events accepted`,
    `  carts left           ${of("cart.abandoned")}, each told by one verified webhook${doubledText(log)}`,
    `  recovered            ${of("cart.recovered")}`,
    `  retracted            ${of("cart.retracted")}`,
    `  bad signatures       ${log.refused}, redeliveries ${log.redeliveries}`,
  ];
}

function doubledText({ doubled }: DeliveryLog): string {
  return doubled.length === 0 ? "" : ` (but ${doubled.length} TOLD TWICE)`;
}
