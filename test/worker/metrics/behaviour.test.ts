import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { ShopperKey } from "../../../engine/event.ts";
import { item } from "../../support/shopper-events.ts";
import { SHARDS } from "../env-of.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

let shops = 0;

function newShop(settings = {}): Shop {
  shops += 1;
  return new Shop(`behaviour-${shops}`, settings);
}

const today = () => new Date().toISOString().slice(0, 10);

const totalsOf = async (shop: Shop) =>
  shop.get<{ sessions: number; totals: Record<string, number> }>("/v1/metrics/totals");

describe("sessions", () => {
  test("count when they have ended, by session_end or silence; a late event moves the end", async () => {
    const shop = newShop();
    shop.take("u:1", [ago("like", "u:1", 5 * MINUTE_MS), ago("like", "u:1", 4 * MINUTE_MS)]);
    shop.take("u:2", [ago("like", "u:2", 31 * MINUTE_MS)]);
    shop.take("u:3", [ago("like", "u:3", 6 * MINUTE_MS), ago("session_end", "u:3", 5 * MINUTE_MS)]);
    await shop.ship();
    expect(await totalsOf(shop)).toMatchObject({ sessions: 2, totals: { like: 2 } });
    shop.take("u:2", [ago("comment", "u:2", 20 * MINUTE_MS)]);
    await shop.ship();
    expect(await totalsOf(shop)).toMatchObject({ sessions: 1, totals: { like: 1 } });
    shop.take("u:1", [ago("session_end", "u:1", 1000)]);
    await shop.ship();
    expect(await totalsOf(shop)).toMatchObject({ sessions: 2, totals: { like: 3 } });
  });

  test("checkpoints and sealing change no total", async () => {
    const shop = newShop();
    for (let day = 6; day >= 0; day -= 1) {
      shop.take("u:1", [ago("like", "u:1", day * DAY_MS + 2 * HOUR_MS, { sessionId: `s${day}` })]);
      await shop.ship();
      for (let shard = 0; shard < SHARDS; shard += 1) {
        await env.METRICS_SHARD.getByName(`${shop.store}/shard/${shard}`).eraseEvents("u:nobody");
      }
    }
    expect(await totalsOf(shop)).toMatchObject({ sessions: 7, totals: { like: 7 } });
  });
});

describe("engagement", () => {
  test("five adds of one action with threshold 3 make an active user, two do not", async () => {
    const shop = newShop({ activity_threshold: 3 });
    for (let add = 0; add < 5; add += 1) shop.take("u:1", [ago("like", "u:1", add)]);
    for (let add = 0; add < 2; add += 1) shop.take("u:2", [ago("like", "u:2", add)]);
    await shop.ship();
    const { data } = await shop.get<{ data: { dau: number }[] }>(`/v1/metrics/active_users?date=${today()}`);
    expect(data[0]?.dau).toBe(1);
  });

  test("the reference example: three users on three days", async () => {
    const shop = newShop();
    const acts: [ShopperKey, number[]][] = [
      ["u:1", [5, 3, 7]],
      ["u:2", [2, 0, 1]],
      ["u:3", [1, 4, 2]],
    ];
    for (const [user, counts] of acts) {
      for (const [index, count] of counts.entries()) {
        for (let act = 0; act < count; act += 1) {
          shop.take(user, [ago("like", user, (2 - index) * DAY_MS + act)]);
        }
      }
    }
    await shop.ship();
    const { data } = await shop.get<{ data: { dau: number; mau: number; stickiness: number }[] }>(
      "/v1/metrics/active_users?days=3",
    );
    expect(data.map(({ dau, mau }) => [dau, mau])).toEqual([
      [3, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(data[2]?.stickiness).toBe(1);
    expect(await shop.get("/v1/metrics/engagement")).toMatchObject({ distribution: { casual: 3 }, total: 3 });
    const cohort = await shop.get<{ data: { active: number; stickiness: number }[]; known: number }>(
      "/v1/metrics/cohort",
      { users: ["1", "2", "nobody"], start: new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10), days: 3 },
    );
    expect(cohort).toMatchObject({ total: 3, known: 2, tiers: { casual: 2 } });
    expect(cohort.data.map(({ active, stickiness }) => [active, stickiness])).toEqual([
      [2, 1],
      [1, 0.5],
      [2, 1],
    ]);
  });

  test("the churn list goes by recency, page by page, and knows the risk", async () => {
    const shop = newShop();
    for (let user = 0; user < 9; user += 1) {
      shop.take(`u:${user}`, [ago("like", `u:${user}`, (user * 4 + 1) * DAY_MS)]);
    }
    await shop.ship();
    const seen: [string, number][] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: { data: { shopper: string; risk: number }[]; next_cursor: string | null } = await shop.get(
        `/v1/metrics/churn?limit=2&threshold=0.5${cursor === "" ? "" : `&cursor=${cursor}`}`,
      );
      seen.push(...page.data.map(({ shopper, risk }): [string, number] => [shopper, risk]));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(
      [
        ["0", 0.4],
        ["1", 0.6],
        ["2", 1],
        ["3", 1],
        ["4", 0.9],
        ["5", 0.9],
        ["6", 0.9],
        ["7", 0.9],
      ].filter(([, risk]) => Number(risk) >= 0.5),
    );
  });
});

const cart = (user: ShopperKey) => ago("add_to_cart", user, 2 * HOUR_MS, { items: [item("1", 1500, 2)] });

describe("abandonment", () => {
  test("an abandoned cart, one bought after its alert, and the money of both", async () => {
    const shop = newShop();

    for (const user of ["u:1", "u:2"] as const) {
      shop.take(user, [cart(user)]);
      shop.wake(user, Date.now() - 2 * HOUR_MS + 30 * MINUTE_MS + 40);
    }
    await shop.ship();
    const report = async () => shop.get<Record<string, unknown>>("/v1/metrics/abandonment");
    expect(await report()).toMatchObject({ abandoned: 2, recovered: 0, value_abandoned_minor: { USD: 6000 } });
    const order = { items: [item("1", 1500, 2)], transactionId: "T" };
    shop.take("u:1", [ago("purchase", "u:1", HOUR_MS, order)]);
    await shop.ship();
    expect(await report()).toMatchObject({
      abandoned: 2,
      by_stage: { cart: 2 },
      alerts: 2,
      recovered: 1,
      recovered_by: { window: 1 },
      recovery_rate: 0.5,
      value_lost_minor: { USD: 3000 },
      value_recovered_minor: { USD: 3000 },
      hold_out: { treated: { carts: 2, bought: 1 }, control: { carts: 0 }, incremental_rate: null },
      alert_delay_ms: { p50: expect.closeTo(40, -1), within_percent: 1 },
    });
    shop.take("u:1", [ago("order_cancelled", "u:1", MINUTE_MS, { transactionId: "T" })]);
    await shop.ship();
    expect(await report()).toMatchObject({ recovered: 0, reversed: 1, value_recovered_minor: {} });
  });
});
