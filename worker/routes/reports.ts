import { Hono } from "hono";
import { FUNNEL_STEPS } from "../../engine/contribution/funnel-step.ts";
import { dateOfDay } from "../../engine/metrics/day-range.ts";
import {
  abandonmentParametersSchema,
  deliveryParametersSchema,
  durationMs,
  funnelParametersSchema,
  noParametersSchema,
  timeseriesParametersSchema,
} from "../../protocol/metrics-parameters.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { ABANDONMENT_SERIES, abandonmentReport } from "../metrics/abandonment-report.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { DELIVERY_SERIES, deliveryReport } from "../metrics/delivery-report.ts";
import { readDays } from "../metrics/read-days.ts";
import { readTimeseries } from "../metrics/read-timeseries.ts";
import { sumTotals } from "../metrics/sum-totals.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

/** What happened in a time: totals of sessions, funnel, abandonment, time series. Days are the store's. */
export const reports = new Hono<AppEnv>();

reports.get("/v1/metrics/totals", requireSecretKey(), readQuery(noParametersSchema), async (c) => {
  const now = Date.now();
  const { answers, partial } = await askQuestion(c.env, c.var.config, "sessionTotals", now);
  const { "": sessions = 0, ...totals } = sumTotals(answers).group("");
  return c.json({ sessions, totals, as_of: new Date(now).toISOString(), ...partial });
});

reports.get("/v1/metrics/funnel", requireSecretKey(), readQuery(funnelParametersSchema), async (c) => {
  const { config, query } = c.var;
  const now = Date.now();
  const read = readDays(query, { timeZone: config.settings.time_zone, now });
  if (!read.ok) return apiError("invalid_parameter", { parameter: read.parameter });
  const { first, last, from, to } = read.value;
  const { mode = "reached", window } = query;
  const windowMs = window === undefined ? null : durationMs(window);
  const { answers, partial } = await askQuestion(c.env, config, "funnel", { from, to, windowMs, mode });
  const data = FUNNEL_STEPS.map((step, index) => ({
    step,
    users: answers.reduce((sum, reached) => sum + (reached[index] ?? 0), 0),
  }));
  return c.json({
    start: dateOfDay(first),
    end: dateOfDay(last),
    mode,
    window: window ?? null,
    data,
    as_of: new Date(now).toISOString(),
    ...partial,
  });
});

reports.get("/v1/metrics/abandonment", requireSecretKey(), readQuery(abandonmentParametersSchema), async (c) => {
  const { config, query } = c.var;
  const now = Date.now();
  const read = readDays(query, { timeZone: config.settings.time_zone, now });
  if (!read.ok) return apiError("invalid_parameter", { parameter: read.parameter });
  const { first, last, from, to } = read.value;
  const ask = { series: ABANDONMENT_SERIES, bounds: [from, to] };
  const { answers, partial } = await askQuestion(c.env, config, "series", ask);
  const sums = answers.map((answer) => answer.map(([series, [sum = 0]]) => [series, sum] as const));
  return c.json({
    start: dateOfDay(first),
    end: dateOfDay(last),
    ...abandonmentReport(sumTotals(sums)),
    as_of: new Date(now).toISOString(),
    ...partial,
  });
});

reports.get("/v1/metrics/delivery", requireSecretKey(), readQuery(deliveryParametersSchema), async (c) => {
  const { config, query } = c.var;
  const now = Date.now();
  const read = readDays(query, { timeZone: config.settings.time_zone, now });
  if (!read.ok) return apiError("invalid_parameter", { parameter: read.parameter });
  const { first, last, from, to } = read.value;
  const { answers, partial } = await askQuestion(c.env, config, "series", {
    series: DELIVERY_SERIES,
    bounds: [from, to],
  });
  const sums = answers.map((answer) => answer.map(([series, [sum = 0]]) => [series, sum] as const));
  return c.json({
    start: dateOfDay(first),
    end: dateOfDay(last),
    ...deliveryReport(sumTotals(sums)),
    as_of: new Date(now).toISOString(),
    ...partial,
  });
});

reports.get("/v1/metrics/timeseries", requireSecretKey(), readQuery(timeseriesParametersSchema), async (c) => {
  const now = Date.now();
  const read = await readTimeseries(c.env, c.var.config, c.var.query, now);
  if (!read.ok) return apiError("invalid_parameter", { parameter: read.parameter });
  return c.json({ ...read.value, as_of: new Date(now).toISOString() });
});
