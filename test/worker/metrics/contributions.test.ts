import { describe, expect, test } from "vitest";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { item } from "../../support/shopper-events.ts";
import { HOUR_MS, MINUTE_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

let shops = 0;

function newShop(settings = {}): Shop {
  shops += 1;
  return new Shop(`contributions-${shops}`, settings);
}

interface Figures {
  active: unknown;
  engagement: unknown;
  statistics: unknown;
  funnel: unknown;
  totals: unknown;
  sales: unknown;
  views: unknown;
}

/** Everything that is counted, without the time of the answer. */
async function figuresOf(shop: Shop): Promise<Figures> {
  const get = async (path: string): Promise<unknown> => {
    const { as_of: _at, ...rest } = await shop.get<Record<string, unknown>>(path);
    return rest;
  };
  return {
    active: await get("/v1/metrics/active_users?days=40"),
    engagement: await get("/v1/metrics/engagement"),
    statistics: await get("/v1/statistics"),
    funnel: await get("/v1/metrics/funnel"),
    totals: await get("/v1/metrics/totals"),
    sales: await get("/v1/highest_grossing_item?limit=10"),
    views: await get("/v1/most_viewed_item?limit=10&window=24h"),
  };
}

const visit = (shopper: ShopperKey): ShopperEvent[] => [
  ago("view_item", shopper, 3 * HOUR_MS, { items: [item("1")] }),
  ago("add_to_cart", shopper, 3 * HOUR_MS - 1000, { items: [item("1", 500, 2)] }),
  ago("purchase", shopper, 2 * HOUR_MS, { items: [item("1", 500, 2)], transactionId: `t-${shopper}` }),
];

const salesOf = async (shop: Shop) => {
  const { data } = await shop.get<{ data: { item_id: string; total_sales: number }[] }>(
    "/v1/highest_grossing_item?limit=5",
  );
  return data.map(({ item_id, total_sales }) => ({ item_id, total_sales }));
};

const buy = (shopper: ShopperKey, more: Partial<ShopperEvent> = {}) =>
  ago("purchase", shopper, HOUR_MS, { items: [item("7", 1000, 3), item("8", 100)], transactionId: "T1", ...more });

const guest = (events: ShopperEvent[]) => events.map((one) => ({ ...one, userId: null, anonymousId: "g" }));

describe("orders", () => {
  test("an order that two shoppers name counts once, by the confirmed statement, whoever comes first", async () => {
    for (const order of [0, 1]) {
      const shop = newShop();
      const claims = [
        () => shop.take("a:1", [buy("a:1")]),
        () => shop.take("u:2", [buy("u:2", { trust: "confirmed", items: [item("7", 900, 3)] })]),
      ];
      for (const claim of order === 0 ? claims : claims.toReversed()) {
        claim();
        await shop.ship();
      }
      expect(await salesOf(shop)).toEqual([{ item_id: "7", total_sales: 27 }]);
    }
  });

  test("a cancelled order leaves, a refunded line leaves, a partial refund leaves the rest", async () => {
    const shop = newShop();
    shop.take("u:1", [buy("u:1")]);
    shop.take("u:2", [buy("u:2", { transactionId: "T2" })]);
    await shop.ship();
    expect(await salesOf(shop)).toEqual([
      { item_id: "7", total_sales: 60 },
      { item_id: "8", total_sales: 2 },
    ]);
    shop.take("u:1", [ago("refund", "u:1", MINUTE_MS, { transactionId: "T1", items: [item("7", 1000, 1)] })]);
    shop.take("u:2", [ago("order_cancelled", "u:2", MINUTE_MS, { transactionId: "T2" })]);
    await shop.ship();
    expect(await salesOf(shop)).toEqual([
      { item_id: "7", total_sales: 20 },
      { item_id: "8", total_sales: 1 },
    ]);
  });
});

describe("a shopper who turns out to be another", () => {
  test("after a merge every figure is that of the one history", async () => {
    const [merged, whole] = [newShop(), newShop()];
    const own = [ago("view_item", "u:1", 5 * HOUR_MS, { items: [item("2")] }), ago("scroll", "u:1", 30 * HOUR_MS)];
    const others = visit("a:g");
    merged.take("a:g", guest(others), Date.now());
    merged.take("u:1", own, Date.now());
    await merged.ship();
    merged.merge("a:g", "u:1", Date.now());
    await merged.ship();
    whole.take("u:1", [...own, ...others], Date.now());
    await whole.ship();
    expect(await figuresOf(merged)).toEqual(await figuresOf(whole));
    const log = await merged.get<{ data: { shopper: string }[] }>("/v1/events?customer_id=1");
    expect(log.data.map(({ shopper }) => shopper)).toEqual(["1", "1", "g", "g", "g"]);
  });
});

describe("one who is not to be counted", () => {
  test("an internal user's past and future leave every figure", async () => {
    const [shop, without] = [newShop({ internal_users: ["boss*"] }), newShop()];
    shop.take("u:b", visit("u:b"));
    shop.take("u:1", visit("u:1"));
    without.take("u:1", visit("u:1"));
    await shop.ship();
    shop.take("u:b", [ago("view_item", "u:b", MINUTE_MS, { anonymousId: "boss-1", items: [item("9")] })]);
    shop.take("u:b", [ago("view_item", "u:b", MINUTE_MS, { items: [item("9")] })]);
    await Promise.all([shop.ship(), without.ship()]);
    expect(await figuresOf(shop)).toEqual(await figuresOf(without));
    const log = await shop.get<{ data: unknown[] }>("/v1/events?customer_id=b");
    expect(log.data).toHaveLength(5);
  });

  test("an internal user who is erased leaves nothing either", async () => {
    const [shop, without] = [newShop({ internal_users: ["boss*"] }), newShop()];
    shop.take("u:boss", visit("u:boss"));
    shop.take("u:1", visit("u:1"));
    without.take("u:1", visit("u:1"));
    await Promise.all([shop.ship(), without.ship()]);
    await shop.erase("u:boss");
    expect(await figuresOf(shop)).toEqual(await figuresOf(without));
    expect((await shop.get<{ data: unknown[] }>("/v1/events?customer_id=boss")).data).toEqual([]);
  });

  test("an erased shopper leaves nothing, and back again counts as one", async () => {
    const [shop, without, again] = [newShop(), newShop(), newShop()];
    shop.take("u:e", visit("u:e"));
    shop.take("u:1", visit("u:1"));
    without.take("u:1", visit("u:1"));
    await Promise.all([shop.ship(), without.ship()]);
    await shop.erase("u:e");
    expect(await figuresOf(shop)).toEqual(await figuresOf(without));
    expect((await shop.get<{ data: unknown[] }>("/v1/events?customer_id=e")).data).toEqual([]);
    shop.take("u:e", visit("u:e"), Date.now());
    again.take("u:1", visit("u:1"));
    again.take("u:e", visit("u:e"));
    await Promise.all([shop.ship(), again.ship()]);
    expect(await figuresOf(shop)).toEqual(await figuresOf(again));
  });
});
