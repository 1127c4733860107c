import { histogramPercentile } from "../../engine/metrics/histogram-percentile.ts";
import type { Totals } from "./sum-totals.ts";

/** The series that the report is made of (engine/contribution/fact-cells.ts); those ending in `:` are families. */
export const ABANDONMENT_SERIES = [
  "abandoned",
  "alerts",
  "held_out",
  "retracted",
  "superseded",
  "cancelled",
  "expired",
  "reversed",
  "recovered",
  "stage:",
  "recovered:",
  "value:",
  "lost:",
  "recovered_value:",
  "attributed_value:",
  "delay:",
  "arm:",
];

/**
 * The report on abandonment from the sums of its series: alerted episodes of carts by the day of their first alert, and
 * what came of each; both arms of the hold-out by the day on which the cart came due. Money in minor units by currency.
 */
export function abandonmentReport(sums: Totals) {
  const abandoned = sums.get("abandoned");
  const recovered = sums.get("recovered");
  const standing = abandoned - sums.get("retracted") - sums.get("superseded");
  const delays = new Map(
    Object.entries(sums.group("delay:")).map(([bucket, count]) => [Number(bucket), count] as const),
  );
  const delay = (share: number): number | null => {
    const ms = histogramPercentile(delays, share);
    return ms === null ? null : Math.round(ms);
  };
  return {
    abandoned,
    by_stage: sums.group("stage:"),
    alerts: sums.get("alerts"),
    recovered,
    recovered_by: sums.group("recovered:"),
    retracted: sums.get("retracted"),
    superseded: sums.get("superseded"),
    cancelled: sums.get("cancelled"),
    expired: sums.get("expired"),
    reversed: sums.get("reversed"),
    recovery_rate: rate(recovered, standing),
    value_abandoned_minor: sums.group("value:"),
    value_lost_minor: sums.group("lost:"),
    value_recovered_minor: sums.group("recovered_value:"),
    value_attributed_minor: sums.group("attributed_value:"),
    hold_out: holdOut(sums),
    /** From a histogram, within 1 %. Alerts that were late because events came late are left out. */
    alert_delay_ms: { p50: delay(0.5), p99: delay(0.99), within_percent: 1 },
  };
}

function holdOut(sums: Totals) {
  const arm = (name: string) => {
    const carts = sums.get(`arm:${name}`);
    const bought = sums.get(`arm:${name}:bought`);
    return { carts, bought, rate: rate(bought, carts) };
  };
  const [treated, control] = [arm("treated"), arm("control")];
  return {
    held_out: sums.get("held_out"),
    treated,
    control,
    /** How much more often carts are bought with alerts than without; null while nobody is held out. */
    incremental_rate: control.carts === 0 ? null : treated.rate - control.rate,
    incremental_recoveries: control.carts === 0 ? null : (treated.rate - control.rate) * treated.carts,
  };
}

function rate(part: number, whole: number): number {
  return whole <= 0 ? 0 : part / whole;
}
