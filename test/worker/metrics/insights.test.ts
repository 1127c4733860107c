import { describe, expect, test } from "vitest";
import type { BacktestAnswer } from "../../../protocol/backtest.ts";
import type { NowAnswer } from "../../../protocol/now-answer.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { item } from "../../support/shopper-events.ts";
import { HOUR_MS, MINUTE_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

const CUTOFFS: Partial<Settings> = { cutoff_minutes: { browse: null, cart: 30, checkout: 60, payment: null } };
let shops = 0;

function newShop(settings: Partial<Settings> = CUTOFFS): Shop {
  shops += 1;
  return new Shop(`insights-${shops}`, settings);
}

const filled = (minutes: number, user: `u:${string}`, name = "add_to_cart", cents = 1000) =>
  ago(name, user, minutes * MINUTE_MS, { items: [item("mug", cents)] });

describe("GET /v1/now", () => {
  test("counts shoppers, carts, idle ones and armed alarms over every shard, by the cut-off of each stage", async () => {
    const shop = newShop();
    // More carts than a page of a list holds.
    for (let user = 0; user < 1200; user += 1) shop.take(`u:${user}`, [filled(5, `u:${user}`)]);
    shop.take("u:idle", [filled(45, "u:idle")]);
    shop.take("u:slow", [filled(50, "u:slow"), filled(45, "u:slow", "begin_checkout")]);
    shop.take("u:paying", [filled(90, "u:paying"), filled(80, "u:paying", "add_payment_info")]);
    shop.take("u:looking", [ago("view_item", "u:looking", MINUTE_MS, { items: [item("mug")] })]);
    shop.take("u:gone", [ago("view_item", "u:gone", HOUR_MS, { items: [item("mug")] })]);
    await shop.ship();
    const answer = await shop.get<NowAnswer>("/v1/now");
    expect(answer).toMatchObject({
      active_shoppers: 1201,
      open_carts: 1203,
      open_value_minor: { USD: 1_203_000 },
      idle_carts: 1,
      idle_value_minor: { USD: 1000 },
      armed: { carts: 1201 },
    });
    const nextInMinutes = (Date.parse(answer.armed.next_at ?? "") - Date.parse(answer.as_of)) / MINUTE_MS;
    // The checkout: an hour after its last activity, 45 minutes ago.
    expect(Math.round(nextInMinutes)).toBe(15);
  });

  test("an empty store has nothing, and no alarm", async () => {
    expect(await newShop().get<NowAnswer>("/v1/now")).toMatchObject({
      open_carts: 0,
      armed: { carts: 0, next_at: null },
    });
  });
});

describe("GET /v1/backtest", () => {
  test("tells alerts and needless ones for the present settings and for each cut-off", async () => {
    const shop = newShop();
    // Comes back after 40 minutes and buys: needless at 15 and at 30 minutes, no alert at 60.
    shop.take("u:returns", [
      filled(600, "u:returns"),
      ago("purchase", "u:returns", 560 * MINUTE_MS, { transactionId: "o-1", valueMinor: 1000 }),
    ]);
    // Never comes back.
    shop.take("u:leaves", [filled(300, "u:leaves")]);
    // Is still within an hour.
    shop.take("u:here", [filled(20, "u:here")]);
    // Too long ago to be asked about.
    shop.take("u:old", [filled(60 * 30, "u:old")]);
    await shop.ship();
    const { data, events, shoppers_percent } = await shop.get<BacktestAnswer>(
      "/v1/backtest?cutoff_minutes=15,60&days=1",
    );
    expect({ events, shoppers_percent }).toEqual({ events: 4, shoppers_percent: 100 });
    const shown = data.map(({ cutoff_minutes, alerts, needless_1h, recovered }) => [
      cutoff_minutes,
      alerts,
      needless_1h,
      recovered,
    ]);
    expect(shown).toEqual([
      [null, 2, 1, 1],
      [15, 3, 1, 1],
      [60, 1, 0, 0],
    ]);
    expect(data[0]?.value_at_stake_minor).toEqual({ USD: 2000 });
  });

  test("what it tries is decided and not sent: shoppers, alerts and figures are as before", async () => {
    const shop = newShop();
    shop.take("u:leaves", [filled(10, "u:leaves")]);
    await shop.ship();
    const before = await shop.get<{ alerts: number }>("/v1/metrics/abandonment");
    const { data } = await shop.get<BacktestAnswer>("/v1/backtest?cutoff_minutes=1");
    expect(data[1]?.alerts).toBe(1);
    expect(before.alerts).toBe(0);
    expect(await shop.get<{ alerts: number }>("/v1/metrics/abandonment")).toMatchObject({ alerts: 0 });
  });

  test.each([
    "",
    "?cutoff_minutes=0",
    "?cutoff_minutes=1,2,3,4,5,6",
    "?cutoff_minutes=abc",
    "?cutoff_minutes=30&days=32",
  ])("refuses %j", async (query) => {
    const answer = await newShop().ask(`/v1/backtest${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(query.includes("days") ? "days" : "cutoff_minutes");
  });
});
