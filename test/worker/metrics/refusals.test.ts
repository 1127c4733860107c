import { beforeAll, describe, expect, test } from "vitest";
import type { ErrorBody } from "../../../protocol/error.ts";
import { item } from "../../support/shopper-events.ts";
import { HOUR_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

const shop = new Shop("refusals");
const tomorrow = new Date(Date.now() + 36 * HOUR_MS).toISOString().slice(0, 10);

beforeAll(async () => {
  for (let user = 0; user < 40; user += 1) {
    shop.take(`u:${user}`, [ago("view_item", `u:${user}`, HOUR_MS / 2, { items: [item("1")] })]);
  }
  await shop.ship();
});

const ROUTES = [
  "/v1/events",
  "/v1/statistics",
  "/v1/most_viewed_item",
  "/v1/top_item_added_to_cart",
  "/v1/highest_grossing_item",
  "/v1/metrics/totals",
  "/v1/metrics/active_users",
  "/v1/metrics/engagement",
  "/v1/metrics/churn",
  "/v1/metrics/funnel",
  "/v1/metrics/abandonment",
  "/v1/metrics/timeseries?metric=events",
];

describe.each(ROUTES)("%s", (route) => {
  const and = route.includes("?") ? "&" : "?";

  test("says as of when, and is not partial while every shard answers", async () => {
    const answer = await shop.get<{ as_of: string; partial?: true }>(route);
    expect(Math.abs(Date.parse(answer.as_of) - Date.now())).toBeLessThan(60_000);
    expect(answer).not.toHaveProperty("partial");
  });

  test("says so when a shard does not answer, and is a 503 when none does", async () => {
    const partial = await shop.ask(route, undefined, { broken: (shard) => shard.endsWith("/1") });
    expect([partial.status, (await partial.json<{ partial?: true }>()).partial]).toEqual([200, true]);
    const gone = await shop.ask(route, undefined, { broken: () => true });
    expect([gone.status, gone.headers.has("Retry-After")]).toEqual([503, true]);
  });

  test("refuses a parameter that it does not know, and another number of shards", async () => {
    const response = await shop.ask(`${route}${and}colour=red`);
    expect(response.status).toBe(400);
    expect((await response.json<ErrorBody>()).error).toMatchObject({ code: "unknown_parameter", parameter: "colour" });
    expect((await shop.ask(route, undefined, { shards: 8 })).status).toBe(409);
  });
});

test.each([
  ["/v1/events?limit=0", "limit"],
  ["/v1/events?limit=1001", "limit"],
  ["/v1/events?start=yesterday", "start"],
  ["/v1/events?start=2026-02-30", "start"],
  ["/v1/events?end=2026-11-20T10:00:00", "end"],
  ["/v1/events?cursor=x", "cursor"],
  ["/v1/events?event_type=", "event_type"],
  ["/v1/most_viewed_item?window=90", "window"],
  ["/v1/most_viewed_item?window=32d", "window"],
  ["/v1/most_viewed_item?window=0h", "window"],
  ["/v1/highest_grossing_item?currency=usd", "currency"],
  [`/v1/metrics/active_users?date=${tomorrow}`, "date"],
  ["/v1/metrics/active_users?days=401", "days"],
  ["/v1/metrics/active_users?date=2026-13-01", "date"],
  [`/v1/metrics/engagement?date=${tomorrow}`, "date"],
  ["/v1/metrics/churn?threshold=1.1", "threshold"],
  ["/v1/metrics/churn?cursor=bm8", "cursor"],
  [`/v1/metrics/funnel?end=${tomorrow}`, "end"],
  ["/v1/metrics/funnel?start=2026-02-01&end=2026-01-01", "start"],
  ["/v1/metrics/funnel?mode=any", "mode"],
  [`/v1/metrics/abandonment?start=${tomorrow}`, "start"],
  ["/v1/metrics/timeseries", "metric"],
  ["/v1/metrics/timeseries?metric=clicks", "metric"],
  ["/v1/metrics/timeseries?metric=active_users&interval=hour", "interval"],
  ["/v1/metrics/timeseries?metric=events&interval=minute&start=2020-01-01", "start"],
  [`/v1/metrics/timeseries?metric=events&end=${tomorrow}`, "end"],
])("%s is a 400 that names %s", async (path, parameter) => {
  const response = await shop.ask(path);
  expect(response.status).toBe(400);
  expect((await response.json<ErrorBody>()).error).toMatchObject({ code: "invalid_parameter", parameter });
});

test.each([
  [{}, "users"],
  [{ users: [], start: "2026-01-01", days: 1 }, "users"],
  [{ users: ["1"], start: tomorrow, days: 1 }, "start"],
  [{ users: ["1"], start: "2026-01-01", days: 401 }, "days"],
  [{ users: ["1"], start: "2026-01-01", days: 1, window: "fixed" }, "window"],
])("a cohort of %j is a 400 that names %s", async (body, parameter) => {
  const response = await shop.ask("/v1/metrics/cohort", body);
  expect(response.status).toBe(400);
  expect((await response.json<ErrorBody>()).error).toMatchObject({ code: "invalid_parameter", parameter });
});

test("nothing at all answers null and zero, not an error", async () => {
  const empty = new Shop("refusals-empty");
  expect(await empty.get("/v1/most_viewed_item")).toMatchObject({ most_viewed_item: null, views: 0 });
  expect(await empty.get("/v1/highest_grossing_item?limit=3")).toMatchObject({ data: [] });
  expect(await empty.get("/v1/statistics")).toMatchObject({
    total_events: 0,
    add_remove_ratio: 0,
    top_products_added: [],
  });
  expect(await empty.get("/v1/metrics/active_users")).toMatchObject({ data: [{ dau: 0, mau: 0, stickiness: 0 }] });
});
