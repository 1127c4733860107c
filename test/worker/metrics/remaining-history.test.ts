import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { item } from "../../support/shopper-events.ts";
import { DAY_MS, HOUR_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

let shops = 0;

function newShop(): Shop {
  shops += 1;
  return new Shop(`remaining-${shops}`, { internal_users: ["boss*"] });
}

const USERS = ["u:1", "u:2", "u:boss"] as const;
const GUESTS = ["a:g1", "a:g2"] as const;
const NAMES = ["view_item", "add_to_cart", "begin_checkout", "purchase", "like"];
const now = Date.now();
const monthAgo = new Date(now - 20 * DAY_MS).toISOString().slice(0, 10);

/** Every route of the metrics but the report on alerts, which tells what was decided and when. */
const ROUTES: { path: string; body?: object }[] = [
  { path: "/v1/metrics/active_users?days=60" },
  { path: "/v1/metrics/engagement" },
  { path: `/v1/metrics/engagement?date=${monthAgo}` },
  { path: "/v1/metrics/churn?threshold=0" },
  { path: "/v1/metrics/cohort", body: { users: ["1", "2", "boss", "g1", "g2"], start: monthAgo, days: 20 } },
  { path: "/v1/metrics/funnel" },
  { path: "/v1/metrics/funnel?mode=ordered&window=7d" },
  { path: "/v1/metrics/totals" },
  { path: "/v1/metrics/timeseries?metric=events&interval=hour" },
  { path: "/v1/metrics/timeseries?metric=orders&interval=day" },
  { path: "/v1/metrics/timeseries?metric=revenue&interval=day" },
  { path: "/v1/metrics/timeseries?metric=active_users&interval=day" },
];
const OTHERS = [
  "/v1/statistics",
  "/v1/most_viewed_item?window=20d&limit=50",
  "/v1/top_item_added_to_cart?window=20d&limit=50",
  "/v1/highest_grossing_item?window=20d&limit=50",
];

async function figuresOf(shop: Shop): Promise<Record<string, unknown>> {
  const asked: { path: string; body?: object }[] = [...ROUTES, ...OTHERS.map((path) => ({ path }))];
  const answers = await Promise.all(
    asked.map(async ({ path, body }) => {
      const { as_of: _at, ...rest } = await shop.get<Record<string, unknown>>(path, body);
      return [`${path} ${JSON.stringify(body ?? "")}`, rest] as const;
    }),
  );
  return Object.fromEntries(answers);
}

/** Something done by somebody, so many minutes ago. */
interface Done {
  shopper: (typeof USERS)[number] | (typeof GUESTS)[number];
  minutes: number;
  name: string;
  thing: number;
}

const done: fc.Arbitrary<Done> = fc.record({
  shopper: fc.constantFrom(...USERS, ...GUESTS),
  minutes: fc.integer({ min: 1, max: 2 * 24 * 60 }),
  name: fc.constantFrom(...NAMES),
  thing: fc.integer({ min: 1, max: 4 }),
});

function eventOf({ shopper, minutes, name, thing }: Done, index: number): ShopperEvent {
  const at = now - HOUR_MS - minutes * 60_000;
  const bought = name === "purchase" ? { transactionId: `order-${index}` } : {};
  const sessionId = `${shopper}-${Math.floor(minutes / 200)}`;
  const one = ago(name, shopper, 0, { at, receivedAt: at, sessionId, items: [item(`item-${thing}`, 100 * thing)] });
  return { ...one, id: `m-${index}`, ...bought };
}

const homes = fc.record({ "a:g1": fc.constantFrom(null, ...USERS), "a:g2": fc.constantFrom(null, ...USERS) });

test("after merges and an erasure every figure is that of the history that remains, whoever is excluded", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(done, { minLength: 6, maxLength: 30 }),
      homes,
      fc.record({ erased: fc.constantFrom(null, ...USERS), merged: fc.integer({ min: 0, max: 30 }) }),
      async (all, homeOf, { erased, merged }) => {
        const [lived, remaining] = [newShop(), newShop()];
        const events = all.map((one, index) => ({ shopper: one.shopper, event: eventOf(one, index) }));
        const owner = (shopper: ShopperKey): ShopperKey => homeOf[shopper as keyof typeof homeOf] ?? shopper;

        // A guest's events come to the guest until it is merged, and to its user from then on.
        const take = (from: number, to: number, ownerOf: (shopper: ShopperKey) => ShopperKey): void => {
          for (const { shopper, event } of events.slice(from, to)) lived.take(ownerOf(shopper), [event], now);
        };
        take(0, merged, (shopper) => shopper);
        await lived.ship();
        for (const guest of GUESTS) {
          if (homeOf[guest] !== null) lived.merge(guest, homeOf[guest], now);
        }
        take(merged, events.length, owner);
        await lived.ship();
        if (erased !== null) {
          for (const guest of GUESTS) if (homeOf[guest] === erased) await lived.erase(guest);
          await lived.erase(erased);
        }

        for (const { shopper, event } of events) {
          if (owner(shopper) !== erased) remaining.take(owner(shopper), [event], now);
        }
        await remaining.ship();
        expect(await figuresOf(lived)).toEqual(await figuresOf(remaining));
      },
    ),
    { numRuns: 5 },
  );
}, 120_000);

const seen = (shopper: ShopperKey, minutes: number) =>
  ago("view_item", shopper, minutes * 60_000, { items: [item("9")], userId: null, anonymousId: "g1" });

test("a guest's events leave with the user whose they are, when that turns out to be one of the store's own", async () => {
  const [lived, remaining] = [newShop(), newShop()];
  lived.take("a:g1", [seen("a:g1", 30)], now);
  lived.merge("a:g1", "u:1", now);
  lived.take("u:2", [ago("view_item", "u:2", HOUR_MS, { items: [item("9")] })], now);
  remaining.take("u:2", [ago("view_item", "u:2", HOUR_MS, { items: [item("9")] })], now);
  await Promise.all([lived.ship(), remaining.ship()]);
  const identified = ago("identify", "u:1", 60_000, { traits: { email: "boss@shop.test" } });
  lived.take("u:1", [identified], now);
  await lived.ship();
  expect(await figuresOf(lived)).toEqual(await figuresOf(remaining));
  // What is still under way of the guest does not count either.
  lived.take("u:1", [seen("u:1", 20)], now);
  await lived.ship();
  expect(await figuresOf(lived)).toEqual(await figuresOf(remaining));
});
