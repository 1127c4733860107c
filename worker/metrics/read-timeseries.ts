import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { startOfDay } from "../../engine/metrics/day-range.ts";
import { dayOf } from "../../engine/store-day.ts";
import type * as z from "zod/mini";
import type { timeseriesParametersSchema } from "../../protocol/metrics-parameters.ts";
import { askQuestion } from "./ask-questions.ts";
import { type Read, readMoment } from "./read-days.ts";
import { readMembership } from "./read-membership.ts";

type Parameters = z.infer<typeof timeseriesParametersSchema>;

/** Most points of a series. */
const MAX_POINTS = 1500;
const STEP_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const DEFAULT_POINTS = { minute: 60, hour: 24, day: 30 };

/** The series of engine/contribution that a metric sums. */
const SERIES_OF: Record<Exclude<Parameters["metric"], "active_users" | "revenue">, string[]> = {
  events: ["events"],
  views: ["type:view_item"],
  adds: ["type:add_to_cart"],
  checkouts: ["type:begin_checkout"],
  purchases: ["type:purchase"],
  orders: ["orders"],
  abandoned: ["abandoned"],
  recovered: ["recovered"],
};

/** One series; revenue in minor units of the store's currency. */
interface Timeseries {
  metric: string;
  interval: string;
  currency?: string;
  data: { time: string; value: number }[];
  partial?: true;
}

/** The series that the parameters name, every gap filled with 0; or the parameter that makes no sense. */
export async function readTimeseries(
  env: Pick<Env, "METRICS_SHARD">,
  config: StoreConfig,
  parameters: Parameters,
  now: number,
): Promise<Read<Timeseries>> {
  const { metric, interval = "day" } = parameters;
  const { time_zone: timeZone, currency } = config.settings;
  if (metric === "active_users" && interval !== "day") return { ok: false, parameter: "interval" };
  const read = boundsOf(parameters, timeZone, now);
  if (!read.ok) return read;
  const bounds = read.value;
  const head = { metric, interval, ...(metric === "revenue" ? { currency } : {}) };
  const times = bounds.slice(0, -1);
  const points = (values: (index: number) => number): Timeseries["data"] =>
    times.map((at, index) => ({ time: new Date(at).toISOString(), value: values(index) }));
  if (metric === "active_users") {
    const from = dayOf(times[0] ?? now, timeZone);
    const membership = await readMembership(env, config, { from, count: times.length });
    return {
      ok: true,
      value: { ...head, data: points((index) => membership.at("dau", index)), ...membership.partial },
    };
  }
  const series = metric === "revenue" ? [`revenue:${currency}`] : SERIES_OF[metric];
  const { answers, partial } = await askQuestion(env, config, "series", { series, bounds });
  const values = (index: number): number => answers.flat().reduce((sum, [, sums]) => sum + (sums[index] ?? 0), 0);
  return { ok: true, value: { ...head, data: points(values), ...partial } };
}

/** The beginnings of the intervals and the end of the last: whole minutes, hours or days of the store. */
function boundsOf({ interval = "day", start, end }: Parameters, timeZone: string, now: number): Read<number[]> {
  const step = STEP_MS[interval];
  const to = end === undefined ? now + 1 : readMoment(end, timeZone, "end");
  if (to === null || (end !== undefined && dayOf(to - 1, timeZone) > dayOf(now, timeZone))) {
    return { ok: false, parameter: "end" };
  }
  const from = start === undefined ? to - DEFAULT_POINTS[interval] * step : readMoment(start, timeZone, "start");
  if (from === null || from >= to || dayOf(from, timeZone) > dayOf(now, timeZone)) {
    return { ok: false, parameter: "start" };
  }
  if ((to - from) / step > MAX_POINTS) return { ok: false, parameter: "start" };
  const bounds: number[] = [];
  if (interval === "day") {
    const last = dayOf(to - 1, timeZone);
    const first = start === undefined ? last - DEFAULT_POINTS.day + 1 : dayOf(from, timeZone);
    for (let day = first; day <= last + 1; day += 1) bounds.push(startOfDay(day, timeZone));
  } else {
    const last = Math.ceil(to / step) * step;
    const first = start === undefined ? last - DEFAULT_POINTS[interval] * step : Math.floor(from / step) * step;
    for (let at = first; at <= last; at += step) bounds.push(at);
  }
  return { ok: true, value: bounds };
}
