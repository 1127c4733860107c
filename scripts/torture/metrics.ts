import { ownerRequest, type OwnerAccess } from "../../cli/collector/owner-request.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import type { Acted } from "./act.ts";

/** Figures by name: what the collector's metrics say, or what they should. */
export type Metrics = Record<string, number | string>;

interface Statistics {
  total_events: number;
  by_event_type: Record<string, number>;
  unique_customers: number;
}

interface Series {
  data: { time: string; value: number }[];
}

/** Days back from today that are asked for: a run may go on through midnight. */
const DAYS = 3;
const DAY_MS = 86_400_000;
const ITEMS = 1000;

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What the metrics say. */
export async function readMetrics(access: OwnerAccess): Promise<Metrics> {
  const get = async <Answer>(path: string) => (await ownerRequest(access, { method: "GET", path })) as Answer;
  const now = Date.now();
  const span = `start=${dateOf(now - (DAYS - 1) * DAY_MS)}&end=${dateOf(now)}`;
  const [statistics, orders, revenue, funnel, active, abandonment, items] = await Promise.all([
    get<Statistics>("/v1/statistics"),
    get<Series>(`/v1/metrics/timeseries?metric=orders&interval=day&${span}`),
    get<Series>(`/v1/metrics/timeseries?metric=revenue&interval=day&${span}`),
    get<{ data: { step: string; users: number }[] }>(`/v1/metrics/funnel?${span}`),
    get<{ data: { date: string; dau: number }[] }>(`/v1/metrics/active_users?date=${dateOf(now)}&days=${DAYS}`),
    get<{ abandoned: number; recovered: number }>(`/v1/metrics/abandonment?${span}`),
    get<{ data: { item_id: string; adds_to_cart: number }[] }>(`/v1/top_item_added_to_cart?limit=${ITEMS}`),
  ]);
  return {
    events: statistics.total_events,
    ...prefixed("events of type", statistics.by_event_type),
    shoppers: statistics.unique_customers,
    ...prefixed("orders of", byDay(orders)),
    ...prefixed("revenue of", byDay(revenue)),
    ...prefixed("shoppers who reached", Object.fromEntries(funnel.data.map(({ step, users }) => [step, users]))),
    ...prefixed("shoppers active on", Object.fromEntries(active.data.map(({ date, dau }) => [date, dau]))),
    "alerted episodes": abandonment.abandoned,
    recoveries: abandonment.recovered,
    "items added": items.data.map(({ item_id, adds_to_cart }) => `${item_id}×${adds_to_cart}`).join(" "),
  };
}

/** What they should say: the fold of everything that was acknowledged, and of the alerts that shoppers have. */
export function expectedMetrics(acted: readonly Acted[], views: ReadonlyMap<string, ShopperView>): Metrics {
  const sent = acted.flatMap(({ plan, sent: own }) => own.map((message) => ({ id: plan.id, message })));
  const named = sent.map(({ id, message }) => ({
    id,
    name: message.event ?? message.type,
    day: message.timestamp.slice(0, 10),
    message,
  }));
  const bought = named.filter(({ name }) => name === "purchase");
  const value = ({ message }: (typeof named)[number]): number => {
    const { value: major = 0 }: { value?: number } = message.properties ?? {};
    return Math.round(100 * major);
  };
  const reached = (...names: string[]): number =>
    new Set(named.filter(({ name }) => names.includes(name)).map(({ id }) => id)).size;
  const alerts = acted.flatMap(({ plan }) => views.get(plan.id)?.alerts ?? []);
  const items = acted.flatMap(({ plan }) => plan.items.map(({ id }) => id)).toSorted(byText);
  return {
    events: named.length,
    ...prefixed("events of type", counted(named.map(({ name }) => name))),
    shoppers: acted.length,
    ...prefixed("orders of", counted(bought.map(({ day }) => day))),
    ...prefixed("revenue of", Object.fromEntries(sums(bought.map((one) => [one.day, value(one)])))),
    ...prefixed("shoppers who reached", {
      cart: reached("add_to_cart"),
      purchase: reached("purchase"),
    }),
    ...prefixed("shoppers active on", counted([...new Set(named.map(({ id, day }) => `${day} ${id}`))].map(dayOf))),
    "alerted episodes": new Set(alerts.map(({ cart_id, episode }) => `${cart_id} ${episode}`)).size,
    recoveries: alerts.filter(({ status }) => status === "recovered").length,
    "items added": items
      .slice(0, ITEMS)
      .map((id) => `${id}×1`)
      .join(" "),
  };
}

/** Where two sets of figures differ, in sentences. A figure that is not there is 0. */
export function metricDifferences(expected: Metrics, said: Metrics): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(said)]);
  return [...names]
    .filter((name) => !IMPLIED.has(name) && (expected[name] ?? 0) !== (said[name] ?? 0))
    .map((name) => `metrics: ${name}: ${shown(said[name])} instead of ${shown(expected[name])}`);
}

/** Steps of the funnel that no shopper of a torture takes by an event of its own. */
const IMPLIED = new Set(["shoppers who reached view", "shoppers who reached checkout"]);

function shown(figure: number | string | undefined): string {
  return String(figure ?? 0).slice(0, 200);
}

function dayOf(dayAndId: string): string {
  return dayAndId.slice(0, 10);
}

function byDay({ data }: Series): Record<string, number> {
  return Object.fromEntries(data.map(({ time, value }) => [time.slice(0, 10), value]));
}

function prefixed(prefix: string, figures: Readonly<Record<string, number>>): Metrics {
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [`${prefix} ${name}`, figure]));
}

function counted(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(sums(names.map((name) => [name, 1])));
}

function sums(pairs: readonly (readonly [string, number])[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const [name, figure] of pairs) all.set(name, (all.get(name) ?? 0) + figure);
  return all;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
