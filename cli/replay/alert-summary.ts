import type { Delivery, DeliveryLog } from "../alerts/delivery-log.ts";

/** The alerts of a replay, counted. All of them came with a good signature. */
export interface AlertSummary {
  /** Alerts whose deadline is at or before the time of the file's newest row. */
  byEndOfFile: number;
  total: number;
  recovered: number;
  retracted: number;
  /** Requests with a bad signature. */
  refused: number;
  /** Further attempts of webhooks that had arrived before. */
  redeliveries: number;
  /** Webhook ids of alerts told twice under different ids. Must be empty. */
  doubled: readonly string[];
  /** Alerts about shoppers that are not in the file: other traffic of the store. */
  others: number;
  /** `fired_at − deadline` of the alerts, milliseconds; null when there was none. */
  delayMs: { median: number; worst: number } | null;
}

/** Counts what a receiver saw of the given shoppers. `newestAt`: time of the file's newest row in the replay. */
export function alertSummary(log: DeliveryLog, shoppers: ReadonlySet<string>, newestAt: number | null): AlertSummary {
  const ours = ({ payload }: Delivery): boolean => shoppers.has(payload.data.shopper);
  const alerts = log.alerts().filter(ours);
  const delays = alerts
    .map(({ payload }) => Date.parse(payload.data.fired_at) - Date.parse(payload.data.deadline))
    .toSorted((a, b) => a - b);
  const median = delays[Math.floor(delays.length / 2)];
  return {
    byEndOfFile: alerts.filter(({ payload }) => newestAt !== null && Date.parse(payload.data.deadline) <= newestAt)
      .length,
    total: alerts.length,
    recovered: log.ofType("cart.recovered").filter(ours).length,
    retracted: log.ofType("cart.retracted").filter(ours).length,
    refused: log.refused,
    redeliveries: log.redeliveries,
    doubled: log.doubled,
    others: log.alerts().length - alerts.length,
    delayMs: median === undefined ? null : { median, worst: delays.at(-1) ?? median },
  };
}
