import { existsSync } from "node:fs";
import { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TrackMessage } from "../../cli/replay/row-message.ts";
import { generated, realTraffic } from "./oracle-traffic.ts";
import { type Collector, startCollector } from "../support/collector.ts";

const DAY_MS = 86_400_000;
const DAYS = 60;
/** A file of real traffic, where there is one: no test needs it. */
const REES46 = process.env["CARTBEAT_REES46"] ?? "";

const traffics: { name: string; make: () => TrackMessage[] | Promise<TrackMessage[]> }[] = [
  { name: "two months of a small shop", make: generated },
  ...(existsSync(REES46) ? [{ name: "an hour of real traffic", make: () => realTraffic(REES46) }] : []),
];

/** Sends what the collector was too busy for again: the same import twice changes nothing. */
async function importBatch({ url, secretKey }: Collector, batch: TrackMessage[]): Promise<void> {
  const headers = { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" };
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${url}/v1/import`, { method: "POST", headers, body: JSON.stringify({ batch }) });
    if (response.status === 200) return;
    if (response.status !== 503 || attempt === 10)
      throw new Error(`import: ${response.status} ${await response.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Shoppers of whom there was an event of that kind in the last days up to `d`. */
const distinct = (span: number): string =>
  `(SELECT count(DISTINCT customer) FROM events WHERE day <= d AND day > d - ${span})`;

describe.each(traffics)("every figure of $name is what SQL says of the same events", ({ make }) => {
  let collector: Collector;
  let sql: DuckDBConnection;
  let messages: TrackMessage[] = [];

  const get = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`${collector.url}${path}`, {
      headers: { Authorization: `Bearer ${collector.secretKey}` },
    });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<Answer>;
  };
  const rows = async (query: string) => (await sql.runAndReadAll(query)).getRowsJson() as (string | number)[][];
  const numbers = async (query: string) => (await rows(query)).map((row) => row.map(Number));

  beforeAll(async () => {
    collector = await startCollector();
    messages = await make();
    for (let from = 0; from < messages.length; from += 500) {
      await importBatch(collector, messages.slice(from, from + 500));
    }
    await vi.waitUntil(
      async () => (await get<{ total_events: number }>("/v1/statistics")).total_events === messages.length,
      { timeout: 90_000, interval: 500 },
    );
    sql = await DuckDBConnection.create();
    await sql.run(
      "CREATE TABLE events (name VARCHAR, ms BIGINT, day INTEGER, customer VARCHAR, session VARCHAR, item VARCHAR, minor BIGINT)",
    );
    const values = messages.map(({ event, timestamp, userId, sessionId, properties }) => {
      const at = Date.parse(timestamp);
      const [item] = properties.items;
      const text = [
        event,
        at,
        Math.floor(at / DAY_MS),
        userId,
        sessionId,
        item?.item_id,
        Math.round(Number(item?.price ?? 0) * 100),
      ];
      return `(${text.map((value) => (typeof value === "number" ? value : `'${value}'`)).join(",")})`;
    });
    for (let from = 0; from < values.length; from += 1000) {
      await sql.run(`INSERT INTO events VALUES ${values.slice(from, from + 1000).join(",")}`);
    }
  }, 240_000);

  afterAll(async () => {
    sql?.closeSync();
    await collector?.stop();
  });

  test.each([
    { route: "most_viewed_item", field: "views", name: "view_item", sum: "count(*)", window: "1h", ms: 3_600_000 },
    {
      route: "top_item_added_to_cart",
      field: "adds_to_cart",
      name: "add_to_cart",
      sum: "count(*)",
      window: "24h",
      ms: DAY_MS,
    },
    {
      route: "highest_grossing_item",
      field: "total_sales",
      name: "purchase",
      sum: "sum(minor)",
      window: "24h",
      ms: DAY_MS,
    },
    {
      route: "highest_grossing_item",
      field: "total_sales",
      name: "purchase",
      sum: "sum(minor)",
      window: "31d",
      ms: 31 * DAY_MS,
    },
  ])("$route over $window", async ({ route, field, name, sum, window, ms }) => {
    const answer = await get<{ data: Record<string, string | number>[]; as_of: string }>(
      `/v1/${route}?limit=20&window=${window}`,
    );
    const upTo = Date.parse(answer.as_of);
    const expected = await rows(
      `SELECT item, ${sum} AS n FROM events WHERE name = '${name}' AND ms > ${upTo - ms} AND ms <= ${upTo}
       GROUP BY item ORDER BY n DESC, CAST(item AS BIGINT) LIMIT 20`,
    );
    const scale = field === "total_sales" ? 100 : 1;
    expect(answer.data.map((row) => [row["item_id"], Math.round(Number(row[field]) * scale)])).toEqual(
      expected.map(([item, n]) => [item, Number(n)]),
    );
  });

  test("statistics", async () => {
    const [figures] = await numbers(
      "SELECT count(*), count(DISTINCT customer), count(DISTINCT customer || session) FROM events",
    );
    const types = await rows("SELECT name, count(*) FROM events GROUP BY name");
    expect(await get("/v1/statistics")).toMatchObject({
      total_events: figures?.[0],
      unique_customers: figures?.[1],
      by_event_type: Object.fromEntries(types.map(([name, count]) => [name, Number(count)])),
    });
  });

  test("revenue and orders of each day", async () => {
    for (const [metric, sum] of [
      ["orders", "count(*)"],
      ["revenue", "sum(minor)"],
    ]) {
      const { data } = await get<{ data: { time: string; value: number }[] }>(
        `/v1/metrics/timeseries?metric=${metric}&interval=day`,
      );
      const expected = new Map(
        (await numbers(`SELECT day, ${sum} FROM events WHERE name = 'purchase' GROUP BY day`)) as [number, number][],
      );
      expect(data.map(({ value }) => value)).toEqual(
        data.map(({ time }) => expected.get(Date.parse(time) / DAY_MS) ?? 0),
      );
    }
  });

  test("DAU, WAU and MAU of 60 consecutive dates", async () => {
    const { data } = await get<{ data: { date: string; dau: number; wau: number; mau: number }[] }>(
      `/v1/metrics/active_users?days=${DAYS}`,
    );
    const first = Date.parse(data[0]?.date ?? "") / DAY_MS;
    const expected = await numbers(
      `SELECT ${distinct(1)}, ${distinct(7)}, ${distinct(30)} FROM range(${first}, ${first + DAYS}) AS t(d) ORDER BY d`,
    );
    expect(data.map(({ dau, wau, mau }) => [dau, wau, mau])).toEqual(expected);
  });

  test("distribution and tiers of 60 dates", async () => {
    const today = Math.floor(Date.now() / DAY_MS);
    const expected = await numbers(
      `WITH counts AS (SELECT d, customer, count(DISTINCT day) AS n, max(day) AS latest FROM range(${today - DAYS + 1}, ${today + 1}) AS t(d)
         JOIN events ON day <= d AND day > d - 30 GROUP BY d, customer),
       classes AS (SELECT d, CASE WHEN n >= 20 THEN 0 WHEN n >= 16 THEN 1 WHEN n >= 6 THEN 2 ELSE 3 END AS class, latest < d - 7 AS away FROM counts)
       SELECT d, ${[0, 1, 2, 3].map((n) => `count(*) FILTER (class = ${n})`).join(", ")},
         ${[0, 1, 2, 3].map((n) => `count(*) FILTER (class = ${n} AND NOT away)`).join(", ")}, count(*) FILTER (away)
       FROM classes GROUP BY d ORDER BY d`,
    );
    for (const [day = 0, ...counts] of expected) {
      const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
      const { distribution, tiers } = await get<{
        distribution: Record<string, number>;
        tiers: Record<string, number>;
      }>(`/v1/metrics/engagement?date=${date}`);
      expect([...Object.values(distribution), ...Object.values(tiers)]).toEqual(counts);
    }
    expect(expected.length).toBeGreaterThan(0);
  });

  test.each(["trailing", "expanding"])("a cohort's stickiness on each of 20 days, %s", async (window) => {
    const last = Math.floor(Date.now() / DAY_MS);
    const first = last - 19;
    const users = (await rows("SELECT DISTINCT customer FROM events ORDER BY customer LIMIT 40")).map(([id]) =>
      String(id),
    );
    const body = JSON.stringify({
      users,
      start: new Date(first * DAY_MS).toISOString().slice(0, 10),
      days: 20,
      window,
    });
    const headers = { Authorization: `Bearer ${collector.secretKey}`, "Content-Type": "application/json" };
    const response = await fetch(`${collector.url}/v1/metrics/cohort`, { method: "POST", headers, body });
    const { data } = (await response.json()) as { data: { active: number; base: number; stickiness: number }[] };
    const members = `(SELECT * FROM events WHERE customer IN (${users.map((user) => `'${user}'`).join(",")}))`;
    const from = window === "trailing" ? "d - 29" : String(first);
    const expected = await numbers(
      `SELECT (SELECT count(DISTINCT customer) FROM ${members} WHERE day = d),
              (SELECT count(DISTINCT customer) FROM ${members} WHERE day <= d AND day >= ${from})
       FROM range(${first}, ${last + 1}) t(d) ORDER BY d`,
    );
    expect(data.map(({ active, base }) => [active, base])).toEqual(expected);
    for (const { active, base, stickiness } of data) expect(stickiness).toBe(base === 0 ? 0 : active / base);
  });

  test("the funnel, reached", async () => {
    const { data, start } = await get<{ data: { users: number }[]; start: string }>("/v1/metrics/funnel");
    const from = Date.parse(start) / DAY_MS;
    const users = (name: string) => `count(DISTINCT customer) FILTER (name = '${name}' AND day >= ${from})`;
    const [expected] = await numbers(
      `SELECT ${["view_item", "add_to_cart", "begin_checkout", "purchase"].map(users).join(", ")} FROM events`,
    );
    expect(data.map((step) => step.users)).toEqual(expected);
  });

  test("the event log of each product that was bought", async () => {
    const expected = await rows(
      "SELECT item, count(*) FROM events WHERE item IN (SELECT item FROM events WHERE name = 'purchase' ORDER BY ms LIMIT 5) GROUP BY item",
    );
    for (const [item, count] of expected) {
      const { data } = await get<{ data: unknown[] }>(`/v1/events?product_id=${item}&limit=1000`);
      expect([item, data.length]).toEqual([item, Number(count)]);
    }
  });
});
