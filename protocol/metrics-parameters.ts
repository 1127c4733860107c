import * as z from "zod/mini";

const limit = z.optional(z.pipe(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/)), z.transform(Number)));
const cursor = z.optional(z.string().check(z.maxLength(1024)));
const id = z.optional(z.string().check(z.minLength(1), z.maxLength(128)));
/** A day of the store's calendar, such as 2026-11-20. */
const date = z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)));
/** A day, or an instant as RFC 3339 with a zone. */
const moment = z.optional(
  z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/)),
);
/** So many minutes, hours or days: `30m`, `24h`, `7d`. At most 31 days. */
const duration = z.optional(
  z.string().check(
    z.regex(/^[1-9]\d{0,4}[mhd]$/),
    z.refine((text) => durationMs(text) <= 31 * 86_400_000),
  ),
);
const wholeNumber = (most: number) =>
  z.optional(
    z.pipe(z.string().check(z.regex(/^[1-9]\d{0,3}$/)), z.pipe(z.transform(Number), z.number().check(z.lte(most)))),
  );

/** The parameters of the three item routes. */
export const itemsParametersSchema = z.strictObject({
  /** How far back: 1 h for views, 24 h for adds and sales. @example "24h" */
  window: duration,
  /** Present: a list of so many items instead of the first alone. @example "10" */
  limit,
  /** Of sales; the store's. @example "EUR" */
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
});

/** The parameters of GET /v1/events. */
export const eventsParametersSchema = z.strictObject({
  /** Only events of this type. @example "purchase" */
  event_type: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
  /** Only events from there. @example "website" */
  source: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
  /** Only events of such a device. @example "mobile" */
  device: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
  /** The first instant or day. @example "2026-11-20" */
  start: moment,
  /** Up to this instant, or the whole of this day. @example "2026-11-20" */
  end: moment,
  /** A user id or an anonymous id. @example "ann" */
  customer_id: id,
  /** Only events with this item. @example "sku-1" */
  product_id: id,
  /** Only events of this session. @example "s-20261120-1" */
  session_id: id,
  /** Rows of a page: 1 to 1000 (100). @example "100" */
  limit,
  /** `next_cursor` of the page before; it names an event with its ids. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  cursor: z.optional(z.string().check(z.maxLength(4096))),
});

/** The parameters of GET /v1/ledger: how many shoppers a page tells of. */
export const ledgerParametersSchema = z.strictObject({
  /** Rows of a page: 1 to 1000 (100). @example "100" */
  limit,
  /** `next_cursor` of the page before. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  cursor,
});

/** The parameters of routes that take none. */
export const noParametersSchema = z.strictObject({});

/** The parameters of GET /v1/metrics/active_users. */
export const activeUsersParametersSchema = z.strictObject({
  /** The last day; today. @example "2026-11-20" */
  date,
  /** How many days up to it: 1 to 400 (1). @example "30" */
  days: wholeNumber(400),
});

/** The parameters of GET /v1/metrics/engagement. */
export const engagementParametersSchema = z.strictObject({
  /** The last of the thirty days; today. @example "2026-11-20" */
  date,
});

/** The parameters of GET /v1/metrics/churn. */
export const churnParametersSchema = z.strictObject({
  /** Least risk, 0 to 1 (0.6). @example "0.6" */
  threshold: z.optional(z.pipe(z.string().check(z.regex(/^(0(\.\d{1,3})?|1(\.0{1,3})?)$/)), z.transform(Number))),
  /** Rows of a page: 1 to 1000 (100). @example "100" */
  limit,
  /** `next_cursor` of the page before. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  cursor,
});

/** The parameters of GET /v1/metrics/funnel: days of entry, both included; the last 30 days. */
export const funnelParametersSchema = z.strictObject({
  /** The first day, of the store's calendar. @example "2026-11-01" */
  start: date,
  /** The last day, which counts whole. @example "2026-11-20" */
  end: date,
  /** How long after a shopper's entry the other steps count; absent: until the end of the range. @example "24h" */
  window: duration,
  /** `reached` (the default): shoppers with any such event. `ordered`: one step after the other. */
  mode: z.optional(z.enum(["reached", "ordered"])),
});

/** The parameters of GET /v1/metrics/abandonment: days, both included; the last 30 days. */
export const abandonmentParametersSchema = z.strictObject({
  /** The first day, of the store's calendar. @example "2026-11-01" */
  start: date,
  /** The last day, which counts whole. @example "2026-11-20" */
  end: date,
});

/** The parameters of GET /v1/metrics/delivery: days, both included; the last 30 days. */
export const deliveryParametersSchema = z.strictObject({
  /** The first day, of the store's calendar. @example "2026-11-01" */
  start: date,
  /** The last day, which counts whole. @example "2026-11-20" */
  end: date,
});

/** What a time series can show. `active_users` has days only. */
const TIMESERIES_METRICS = [
  "events",
  "views",
  "adds",
  "checkouts",
  "purchases",
  "orders",
  "revenue",
  "abandoned",
  "recovered",
  "active_users",
] as const;

/** The parameters of GET /v1/metrics/timeseries. */
export const timeseriesParametersSchema = z.strictObject({
  /** What is shown. */
  metric: z.enum(TIMESERIES_METRICS),
  /** How long each point is; absent: what suits the range. */
  interval: z.optional(z.enum(["minute", "hour", "day"])),
  /** The first instant or day. @example "2026-11-19T00:00:00Z" */
  start: moment,
  /** Up to this instant, or the whole of this day. @example "2026-11-20T00:00:00Z" */
  end: moment,
});

/** The body of POST /v1/metrics/cohort. */
export const cohortSchema = z.strictObject({
  /** User ids; an id that no user has may be an anonymous one. @example ["ann", "bob"] */
  users: z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.minLength(1), z.maxLength(1000)),
  /** The first day. @example "2026-11-01" */
  start: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  /** How many days. @example 14 */
  days: z.int().check(z.gte(1), z.lte(400)),
  /** Which days are the base: the last 30, or all since the start. */
  window: z.optional(z.enum(["trailing", "expanding"])),
});

/** Milliseconds of a duration such as `24h`. */
export function durationMs(text: string): number {
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[text.slice(-1)] ?? 0;
  return Number(text.slice(0, -1)) * unit;
}
