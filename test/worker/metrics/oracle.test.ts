import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ShopperKey } from "../../../engine/event.ts";
import { SHARDS } from "../env-of.ts";
import { type Known, oracle } from "./oracle.ts";
import { Shop } from "./shop.ts";
import { seeded, someEvent } from "./traffic.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 70;
const SHOPPERS = 60;

const shop = new Shop("oracle");
const known: Known[] = [];
const today = Math.floor(Date.now() / DAY_MS);
const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

beforeAll(async () => {
  const random = seeded(1);
  const keys = Array.from({ length: SHOPPERS }, (_, index): ShopperKey => `${index % 3 ? "a" : "u"}:s${index}`);
  const habit = keys.map(() => random() ** 2);
  for (let day = today - DAYS; day <= today; day += 1) {
    for (const [index, shopper] of keys.entries()) {
      if (random() > (habit[index] ?? 0)) continue;
      const events = Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
        const from = day * DAY_MS;
        const to = Math.min(from + DAY_MS, Date.now() - 1000);
        return someEvent(random, shopper, Math.floor(from + random() * (to - from)));
      });
      known.push(...events.map((event) => ({ shopper, event })));
      // Late and unordered: halves arrive in turn, and some of them twice.
      const late = events.filter(() => random() < 0.5);
      const now = Math.max(...events.map(({ at }) => at));
      shop.take(shopper, [...events.filter((event) => !late.includes(event)), ...events.slice(0, 1)], now);
      if (late.length > 0) shop.take(shopper, late, now);
    }
    if (random() < 0.2) await shop.ship();
  }
  // And a crowd in the last two hours, so that windows cut through hours.
  for (let index = 0; index < 400; index += 1) {
    const shopper = keys[Math.floor(random() * keys.length)] as ShopperKey;
    const event = someEvent(random, shopper, Date.now() - 1000 - Math.floor(random() * 2 * HOUR_MS));
    known.push({ shopper, event });
    shop.take(shopper, [event], Date.now());
  }
  await shop.ship();
}, 120_000);

const pointsOf = async (query: string) =>
  (await shop.get<{ data: { time: string; value: number }[] }>(`/v1/metrics/timeseries?metric=events&${query}`)).data;

/** Every question is asked of shards in memory, and again of shards that had to start anew. */
describe.each(["as they are", "after a checkpoint", "started anew"])("shards %s", (state) => {
  beforeAll(async () => {
    if (state === "as they are") return;
    for (let shard = 0; shard < SHARDS; shard += 1) {
      const object = env.METRICS_SHARD.getByName(`oracle/shard/${shard}`);
      // Erasing anyone makes a checkpoint: events are sealed, cells and pages written.
      await object.eraseEvents("u:nobody");
      if (state === "started anew") await evictDurableObject(object);
    }
  });

  test.each([
    ["most_viewed_item", "views", "view_item", "1h"],
    ["most_viewed_item", "views", "view_item", "37m"],
    ["top_item_added_to_cart", "adds_to_cart", "add_to_cart", "24h"],
    ["top_item_added_to_cart", "adds_to_cart", "add_to_cart", "30d"],
  ])("%s over %s: every item, in order, exactly", async (route, field, name, window) => {
    const answer = await shop.get<{ data: Record<string, unknown>[]; as_of: string; tied_count: number }>(
      `/v1/${route}?limit=50&window=${window}`,
    );
    const upTo = Date.parse(answer.as_of);
    const ms = Number(window.slice(0, -1)) * { m: 60_000, h: HOUR_MS, d: DAY_MS }[window.slice(-1) as "m"];
    const counts = oracle.items(known, name, upTo - ms, upTo);
    const expected = [...counts].toSorted(([a, x], [b, y]) => y - x || Number(a) - Number(b));
    expect(answer.data.map((row) => [row["item_id"], row[field]])).toEqual(expected);
    expect(answer.tied_count).toBe(expected.filter(([, count]) => count === expected[0]?.[1]).length);
    expect(expected.length).toBeGreaterThan(3);
  });

  test.each(["USD", "EUR"])("sales in %s", async (currency) => {
    const answer = await shop.get<{ data: { item_id: string; total_sales: number }[]; as_of: string }>(
      `/v1/highest_grossing_item?limit=50&window=20d&currency=${currency}`,
    );
    const upTo = Date.parse(answer.as_of);
    const sums = oracle.sales(known, currency, upTo - 20 * DAY_MS, upTo);
    const expected = [...sums].toSorted(([a, x], [b, y]) => y - x || Number(a) - Number(b));
    expect(answer.data.map((row) => [row.item_id, Math.round(row.total_sales * 100)])).toEqual(expected);
  });

  test("DAU, WAU and MAU of 60 days", async () => {
    const { data } = await shop.get<{ data: { date: string; dau: number; wau: number; mau: number }[] }>(
      "/v1/metrics/active_users?days=60",
    );
    const expected = Array.from({ length: 60 }, (_, index) => {
      const day = today - 59 + index;
      return { date: dateOf(day), ...oracle.active(known, day) };
    });
    expect(data.map(({ date, dau, wau, mau }) => ({ date, dau, wau, mau }))).toEqual(expected);
  });

  test("distribution and tiers of 60 days", async () => {
    for (let day = today - 59; day <= today; day += 1) {
      const answer = await shop.get(`/v1/metrics/engagement?date=${dateOf(day)}`);
      expect(answer).toMatchObject(oracle.engagement(known, day));
    }
  });

  test("funnels: reached, and ordered within a window past the end of the range", async () => {
    const [first, last] = [today - 20, today - 10];
    const range = `start=${dateOf(first)}&end=${dateOf(last)}`;
    const usersOf = async (more: string) =>
      (await shop.get<{ data: { users: number }[] }>(`/v1/metrics/funnel?${range}${more}`)).data.map(
        ({ users }) => users,
      );
    const [from, to] = [first * DAY_MS, (last + 1) * DAY_MS];
    expect(await usersOf("")).toEqual(oracle.reached(known, from, to));
    for (const [window, ms] of [
      ["90m", 5_400_000],
      ["36h", 36 * HOUR_MS],
      ["9d", 9 * DAY_MS],
    ] as const) {
      expect(await usersOf(`&mode=ordered&window=${window}`)).toEqual(oracle.ordered(known, from, to, ms));
    }
  });

  test("statistics", async () => {
    const answer = await shop.get<Record<string, unknown>>("/v1/statistics");
    const by = (of: (event: Known["event"]) => string | undefined) => {
      const counts: Record<string, number> = {};
      for (const { event } of known) {
        const key = of(event);
        if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
      }
      return counts;
    };
    expect(answer).toMatchObject({
      total_events: known.length,
      by_event_type: by(({ name }) => name),
      by_source: by(({ source }) => source),
      by_device: by(({ device }) => device),
      unique_customers: oracle.days(known).size,
      unique_sessions: new Set(
        known.flatMap(({ shopper, event }) => (event.sessionId === null ? [] : [`${shopper} ${event.sessionId}`])),
      ).size,
    });
    const adds = known.flatMap(({ event }) => (event.name === "add_to_cart" ? (event.items ?? []) : []));
    const [top] = answer["top_products_added"] as {
      product_id: string;
      add_count: number;
      total_value: number;
      product_name: string;
    }[];
    const own = adds.filter(({ id }) => id === top?.product_id);
    const value = own
      .filter(({ currency }) => currency === "USD")
      .reduce((sum, { priceMinor, quantity }) => sum + (priceMinor ?? 0) * (quantity ?? 1), 0);
    expect(top).toMatchObject({ add_count: own.length, product_name: "Thing", total_value: value / 100 });
    expect(top?.add_count).toBe(
      Math.max(...[...Map.groupBy(adds, ({ id }) => id).values()].map((list) => list.length)),
    );
  });

  test.each([
    "",
    "event_type=purchase",
    "product_id=7",
    "customer_id=s4",
    "device=mobile&source=website",
    "session_id=none",
  ])("the event log with %s, page by page", async (filter) => {
    const parameters = new URLSearchParams(filter);
    const expected = known
      .filter(({ shopper, event }) => {
        const [name, product, customer] = ["event_type", "product_id", "customer_id"].map((key) => parameters.get(key));
        const [device, source, session] = ["device", "source", "session_id"].map((key) => parameters.get(key));
        return (
          (!name || event.name === name) &&
          (!product || event.items?.some(({ id }) => id === product) === true) &&
          (!customer || shopper.slice(2) === customer) &&
          (!device || event.device === device) &&
          (!source || event.source === source) &&
          (!session || event.sessionId === session)
        );
      })
      .map(({ event }) => new Date(event.at).toISOString())
      .toSorted();
    const found: string[] = [];
    const ids = new Set<string>();
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: { data: { timestamp: string; event_id: string }[]; next_cursor: string | null } = await shop.get(
        `/v1/events?${filter}&limit=97${cursor === "" ? "" : `&cursor=${cursor}`}`.replace("?&", "?"),
      );
      found.push(...page.data.map(({ timestamp }) => timestamp));
      for (const { event_id } of page.data) ids.add(event_id);
      cursor = page.next_cursor;
    }
    expect(found).toEqual(expected);
    expect(ids.size).toBe(expected.length);
  });

  test("time series by minute, hour and day add up to the events", async () => {
    const start = new Date(Date.now() - 3 * HOUR_MS).toISOString();
    for (const [interval, ms] of [
      ["minute", 60_000],
      ["hour", HOUR_MS],
    ] as const) {
      for (const { time, value } of await pointsOf(`interval=${interval}&start=${start}`)) {
        const from = Date.parse(time);
        expect([time, value]).toEqual([
          time,
          known.filter(({ event }) => event.at >= from && event.at < from + ms).length,
        ]);
      }
    }
    const days = await pointsOf(`interval=day&start=${dateOf(today - DAYS)}`);
    expect(days).toHaveLength(DAYS + 1);
    expect(days.reduce((sum, { value }) => sum + value, 0)).toBe(known.length);
  });
});
