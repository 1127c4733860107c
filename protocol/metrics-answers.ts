import * as z from "zod/mini";
import { answerCount, answerDate, answerTime, metricMarks, moneyByCurrency } from "./answer-parts.ts";

const counts = z.record(z.string(), answerCount);
const share = z.number();

/** One arm of the hold-out comparison. */
export const armSchema = z.strictObject({
  /** Abandoned carts of this arm. @example 410 */
  carts: answerCount,
  /** Those of them that were bought after all. @example 61 */
  bought: answerCount,
  /** `bought` divided by `carts`, 0 to 1. @example 0.149 */
  rate: share,
});

/** One arm of the hold-out comparison. */
export type Arm = z.infer<typeof armSchema>;

/** What GET /v1/metrics/abandonment answers. Money in minor units by currency. */
export const abandonmentAnswerSchema = z.strictObject({
  /** The first day, of the store's calendar. */
  start: answerDate,
  /** The last day; it counts whole. */
  end: answerDate,
  /** Times that a cart was left and an alert fired, by the day of the first alert. @example 455 */
  abandoned: answerCount,
  /** The same by the stage of the cart. @example {"cart": 301, "checkout": 120, "payment": 34} */
  by_stage: counts,
  /** Alerts that fired, later steps included. @example 512 */
  alerts: answerCount,
  /** Those of them that an order followed. @example 61 */
  recovered: answerCount,
  /** The same by what the alert can claim the order. @example {"link": 31, "coupon": 9, "window": 21} */
  recovered_by: counts,
  /** Those whose alert was wrong: an earlier purchase or emptying came late. @example 3 */
  retracted: answerCount,
  /** Those whose cart became one with another cart, alerted later. @example 1 */
  superseded: answerCount,
  /** Those that ended before anybody had been told. @example 4 */
  cancelled: answerCount,
  /** Those of which nothing came for `expire_days`. @example 120 */
  expired: answerCount,
  /** Recoveries that were taken back: the order was cancelled. @example 2 */
  reversed: answerCount,
  /** `recovered` divided by `abandoned` without the retracted and superseded, 0 to 1. @example 0.134 */
  recovery_rate: share,
  /** Value of the abandoned carts, by currency, each in its minor units. @example {"EUR": 4120300} */
  value_abandoned_minor: moneyByCurrency,
  /** Value of those of which nothing has come yet, likewise. @example {"EUR": 3570100} */
  value_lost_minor: moneyByCurrency,
  /** Value of the orders that recovered carts, likewise. @example {"EUR": 550200} */
  value_recovered_minor: moneyByCurrency,
  /** Value of those that an alert can claim by its link, a coupon or the window, likewise. @example {"EUR": 360800} */
  value_attributed_minor: moneyByCurrency,
  /** What alerts bring: carts with alerts beside carts of the hold-out group, which get none. */
  hold_out: z.strictObject({
    /** Abandoned carts of the hold-out group. @example 45 */
    held_out: answerCount,
    /** Carts with alerts. */
    treated: armSchema,
    /** Carts without. */
    control: armSchema,
    /** How much more often carts are bought with alerts than without; null while nobody is held out. @example 0.041 */
    incremental_rate: z.nullable(z.number()),
    /**
     * That times the carts with alerts: orders that would not have come; null while nobody is held out.
     * @example 16.8
     */
    incremental_recoveries: z.nullable(z.number()),
  }),
  /** From deadline to firing, in milliseconds. Alerts that were late because events came late are left out. */
  alert_delay_ms: z.strictObject({
    /** Half of the alerts fired within so many milliseconds of their deadline; null without any. @example 21 */
    p50: z.nullable(z.number()),
    /** 99 of a hundred did; null without any. @example 188 */
    p99: z.nullable(z.number()),
    /** How exact the two are, in percent: they come from a histogram. @example 1 */
    within_percent: z.number(),
  }),
  ...metricMarks,
});

/** What GET /v1/metrics/abandonment answers. */
export type AbandonmentAnswer = z.infer<typeof abandonmentAnswerSchema>;

/** Events as the SDK has numbered them, and as they came. */
const deliveryCounts = {
  /** Events that pages have numbered. @example 20412 */
  expected: answerCount,
  /** Those of them that arrived. @example 20398 */
  received: answerCount,
  /** 1 − received / expected; null where nothing was expected. @example 0.0007 */
  loss: z.nullable(z.number().check(z.gte(0), z.lte(1))),
};

/** What GET /v1/metrics/delivery answers: by browser, the one with most events first. */
export const deliveryAnswerSchema = z.strictObject({
  /** The first day, of the store's calendar. */
  start: answerDate,
  /** The last day; it counts whole. */
  end: answerDate,
  ...deliveryCounts,
  /** A row for each browser. */
  data: z.array(
    z.strictObject({
      /** The browser, by its user agent; in small letters. @example "chrome" */
      browser: z.string(),
      ...deliveryCounts,
    }),
  ),
  ...metricMarks,
});

/** What GET /v1/metrics/delivery answers. */
export type DeliveryAnswer = z.infer<typeof deliveryAnswerSchema>;

/** What GET /v1/metrics/timeseries answers; `currency` is that of revenue, in minor units. */
export const timeseriesAnswerSchema = z.strictObject({
  /** What is shown. @example "revenue" */
  metric: z.string(),
  /** How long each point is. */
  interval: z.enum(["minute", "hour", "day"]),
  /** Of `revenue`, whose values are in its minor units: ISO 4217. @example "EUR" */
  currency: z.exactOptional(z.string()),
  /** Points in time, oldest first, without gaps. */
  data: z.array(
    z.strictObject({
      /** When the point begins. */
      time: answerTime,
      /** How many, or how much. @example 42 */
      value: z.number(),
    }),
  ),
  ...metricMarks,
});

/** What GET /v1/metrics/timeseries answers. */
export type TimeseriesAnswer = z.infer<typeof timeseriesAnswerSchema>;

/** What GET /v1/metrics/funnel answers. */
export const funnelAnswerSchema = z.strictObject({
  /** The first day, of the store's calendar. */
  start: answerDate,
  /** The last day; it counts whole. */
  end: answerDate,
  /** `reached`: shoppers with any such event. `ordered`: those who took the steps one after the other. */
  mode: z.enum(["reached", "ordered"]),
  /** How long after its entry a shopper's other steps counted; null: until the end of the range. @example "24h" */
  window: z.nullable(z.string()),
  /** A row for each step, the first step first. */
  data: z.array(
    z.strictObject({
      /** `view`, `cart`, `checkout` or `purchase`. @example "cart" */
      step: z.string(),
      /** Shoppers who got so far. @example 1204 */
      users: answerCount,
    }),
  ),
  ...metricMarks,
});

/** What GET /v1/metrics/funnel answers. */
export type FunnelAnswer = z.infer<typeof funnelAnswerSchema>;

/** What GET /v1/metrics/totals answers: ended sessions, and their events by type. */
export const totalsAnswerSchema = z.strictObject({
  /** Sessions that have ended. @example 5210 */
  sessions: answerCount,
  /** Their events, by type. @example {"view_item": 20411, "add_to_cart": 3120} */
  totals: counts,
  ...metricMarks,
});

/** What GET /v1/statistics answers. Money in major units, `total_value` of the store's currency. */
export const statisticsAnswerSchema = z.strictObject({
  /** Events of the log. @example 184230 */
  total_events: answerCount,
  /** The same by type. @example {"view_item": 120411, "add_to_cart": 30120} */
  by_event_type: counts,
  /** The same by where they come from. @example {"website": 150100, "mobile_app": 34130} */
  by_source: counts,
  /** The same by device. @example {"desktop": 90100, "mobile": 94130} */
  by_device: counts,
  /** Different user ids. @example 8204 */
  unique_customers: answerCount,
  /** Different sessions. @example 18423 */
  unique_sessions: answerCount,
  /** Adds divided by removals, with two decimals; the adds when there are no removals. @example 6.41 */
  add_remove_ratio: z.number(),
  /** The ten products that were added most often. */
  top_products_added: z.array(
    z.strictObject({
      /** The product's id. @example "sku-1" */
      product_id: z.string(),
      /** Its name; null where it was never told. @example "Wool coat" */
      product_name: z.nullable(z.string()),
      /** How often it was added. @example 412 */
      add_count: answerCount,
      /** Price times quantity of what was added, in major units of the store's currency. @example 37038.8 */
      total_value: z.number(),
      /** In other currencies, by their codes. @example {"USD": 240} */
      other_values: z.exactOptional(z.record(z.string(), z.number())),
    }),
  ),
  ...metricMarks,
});
