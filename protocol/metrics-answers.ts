import * as z from "zod/mini";
import { answerCount, answerDate, answerTime, metricMarks, moneyByCurrency } from "./answer-parts.ts";

const counts = z.record(z.string(), answerCount);
const share = z.number();

/** One arm of the hold-out comparison. */
export const armSchema = z.strictObject({ carts: answerCount, bought: answerCount, rate: share });

/** One arm of the hold-out comparison. */
export type Arm = z.infer<typeof armSchema>;

/** What GET /v1/metrics/abandonment answers. Money in minor units by currency. */
export const abandonmentAnswerSchema = z.strictObject({
  start: answerDate,
  end: answerDate,
  abandoned: answerCount,
  by_stage: counts,
  alerts: answerCount,
  recovered: answerCount,
  recovered_by: counts,
  retracted: answerCount,
  superseded: answerCount,
  cancelled: answerCount,
  expired: answerCount,
  reversed: answerCount,
  recovery_rate: share,
  value_abandoned_minor: moneyByCurrency,
  value_lost_minor: moneyByCurrency,
  value_recovered_minor: moneyByCurrency,
  value_attributed_minor: moneyByCurrency,
  hold_out: z.strictObject({
    held_out: answerCount,
    treated: armSchema,
    control: armSchema,
    /** How much more often carts are bought with alerts than without; null while nobody is held out. */
    incremental_rate: z.nullable(z.number()),
    incremental_recoveries: z.nullable(z.number()),
  }),
  /** From a histogram, within so many percent. Alerts that were late because events came late are left out. */
  alert_delay_ms: z.strictObject({
    p50: z.nullable(z.number()),
    p99: z.nullable(z.number()),
    within_percent: z.number(),
  }),
  ...metricMarks,
});

/** What GET /v1/metrics/abandonment answers. */
export type AbandonmentAnswer = z.infer<typeof abandonmentAnswerSchema>;

/** Events as the SDK has numbered them, and as they came. */
const deliveryCounts = {
  expected: answerCount,
  received: answerCount,
  /** 1 − received / expected; null where nothing was expected. */
  loss: z.nullable(z.number().check(z.gte(0), z.lte(1))),
};

/** What GET /v1/metrics/delivery answers: by browser, the one with most events first. */
export const deliveryAnswerSchema = z.strictObject({
  start: answerDate,
  end: answerDate,
  ...deliveryCounts,
  data: z.array(z.strictObject({ browser: z.string(), ...deliveryCounts })),
  ...metricMarks,
});

/** What GET /v1/metrics/delivery answers. */
export type DeliveryAnswer = z.infer<typeof deliveryAnswerSchema>;

/** What GET /v1/metrics/timeseries answers; `currency` is that of revenue, in minor units. */
export const timeseriesAnswerSchema = z.strictObject({
  metric: z.string(),
  interval: z.enum(["minute", "hour", "day"]),
  currency: z.exactOptional(z.string()),
  data: z.array(z.strictObject({ time: answerTime, value: z.number() })),
  ...metricMarks,
});

/** What GET /v1/metrics/timeseries answers. */
export type TimeseriesAnswer = z.infer<typeof timeseriesAnswerSchema>;

/** What GET /v1/metrics/funnel answers. */
export const funnelAnswerSchema = z.strictObject({
  start: answerDate,
  end: answerDate,
  mode: z.enum(["reached", "ordered"]),
  window: z.nullable(z.string()),
  data: z.array(z.strictObject({ step: z.string(), users: answerCount })),
  ...metricMarks,
});

/** What GET /v1/metrics/funnel answers. */
export type FunnelAnswer = z.infer<typeof funnelAnswerSchema>;

/** What GET /v1/metrics/totals answers: ended sessions, and their events by type. */
export const totalsAnswerSchema = z.strictObject({ sessions: answerCount, totals: counts, ...metricMarks });

/** What GET /v1/statistics answers. Money in major units, `total_value` of the store's currency. */
export const statisticsAnswerSchema = z.strictObject({
  total_events: answerCount,
  by_event_type: counts,
  by_source: counts,
  by_device: counts,
  unique_customers: answerCount,
  unique_sessions: answerCount,
  add_remove_ratio: z.number(),
  top_products_added: z.array(
    z.strictObject({
      product_id: z.string(),
      product_name: z.nullable(z.string()),
      add_count: answerCount,
      total_value: z.number(),
      /** In other currencies, by their codes. */
      other_values: z.exactOptional(z.record(z.string(), z.number())),
    }),
  ),
  ...metricMarks,
});

/** What GET /v1/statistics answers. */
export type StatisticsAnswer = z.infer<typeof statisticsAnswerSchema>;
