import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { HOUR_MS, MINUTE_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

let shops = 0;

function newShop(mixed_session_policy: Settings["mixed_session_policy"]): Shop {
  shops += 1;
  return new Shop(`mixed-${shops}`, { internal_users: ["boss*"], mixed_session_policy });
}

interface Totals {
  sessions: number;
  totals: Record<string, number>;
}

const totalsOf = async (shop: Shop): Promise<Totals> => {
  const { sessions, totals } = await shop.get<Totals>("/v1/metrics/totals");
  return { sessions, totals };
};

/** One event of a shopper in a session, some minutes after a time long ago. */
interface Said {
  shopper: ShopperKey;
  session: string;
  minute: number;
  name: string;
}

const BEGAN_MS = 10 * HOUR_MS;
/** One time for all events: half an hour is to the millisecond. */
const began = Date.now() - BEGAN_MS;

const eventOf = ({ shopper, session, minute, name }: Said): ShopperEvent => {
  const at = began + minute * MINUTE_MS;
  return ago(name, shopper, 0, { at, receivedAt: at, sessionId: session });
};

const isInternal = ({ shopper }: Pick<Said, "shopper">): boolean => shopper.slice(2).startsWith("boss");

/** Everything in one place, from the events alone: sessions of each shopper, cut where nobody of the id was active. */
function modelOf(all: readonly Said[], policy: Settings["mixed_session_policy"]): Totals {
  const model: Totals = { sessions: 0, totals: {} };
  for (const said of Map.groupBy(all, ({ session }) => session).values()) {
    for (const run of runsOf(said)) {
      if (policy === "drop_session" && run.some(isInternal)) continue;
      const others = run.filter((one) => !isInternal(one));
      for (const own of Map.groupBy(others, ({ shopper }) => shopper).values()) model.sessions += runsOf(own).length;
      for (const { name } of others) model.totals[name] = (model.totals[name] ?? 0) + 1;
    }
  }
  return model;
}

function runsOf(said: readonly Said[]): Said[][] {
  const runs: Said[][] = [];
  for (const one of said.toSorted((a, b) => a.minute - b.minute)) {
    const last = runs.at(-1);
    if (last !== undefined && one.minute - (last.at(-1)?.minute ?? 0) < 30) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

const said: fc.Arbitrary<Said> = fc.record({
  shopper: fc.constantFrom<ShopperKey>("u:1", "u:2", "a:3", "u:boss", "a:boss-2"),
  session: fc.constantFrom("S", "T"),
  minute: fc.integer({ min: 0, max: 240 }),
  name: fc.constantFrom("like", "comment"),
});

describe.each(["drop_user_events", "drop_session"] as const)("sessions under %s", (policy) => {
  test("count as the whole history says, in whatever order and parcels it arrives at whichever shoppers", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { minLength: 4, maxLength: 24 }),
        fc.integer({ min: 3, max: 9 }),
        async (all, parcels) => {
          const shop = newShop(policy);
          for (const [index, one] of all.entries()) {
            shop.take(one.shopper, [eventOf(one)], Date.now());
            if (index % parcels === 0) await shop.ship();
          }
          await shop.ship();
          expect(await totalsOf(shop)).toEqual(modelOf(all, policy));
        },
      ),
      { numRuns: 12 },
    );
  });

  test("a shopper who turns out to be internal takes its own events out, and a session with it as the policy says", async () => {
    const shop = newShop(policy);
    shop.take("u:1", [eventOf({ shopper: "u:1", session: "S", minute: 0, name: "like" })], Date.now());
    shop.take("u:2", [eventOf({ shopper: "u:2", session: "S", minute: 1, name: "like" })], Date.now());
    await shop.ship();
    expect(await totalsOf(shop)).toEqual({ sessions: 2, totals: { like: 2 } });
    const identified = ago("identify", "u:2", BEGAN_MS - 2 * MINUTE_MS, {
      sessionId: "S",
      traits: { email: "boss@x.y" },
    });
    shop.take("u:2", [identified], Date.now());
    await shop.ship();
    const mixed = policy === "drop_session" ? { sessions: 0, totals: {} } : { sessions: 1, totals: { like: 1 } };
    expect(await totalsOf(shop)).toEqual(mixed);
  });

  test("a guest who becomes a user takes its sessions along", async () => {
    const shop = newShop(policy);
    shop.take("a:3", [eventOf({ shopper: "a:3", session: "S", minute: 0, name: "like" })], Date.now());
    shop.take("u:1", [eventOf({ shopper: "u:1", session: "S", minute: 1, name: "like" })], Date.now());
    shop.take("u:boss", [eventOf({ shopper: "u:boss", session: "S", minute: 2, name: "like" })], Date.now());
    await shop.ship();
    shop.merge("a:3", "u:1", Date.now());
    await shop.ship();
    const mixed = policy === "drop_session" ? { sessions: 0, totals: {} } : { sessions: 1, totals: { like: 2 } };
    expect(await totalsOf(shop)).toEqual(mixed);
    await shop.erase("u:1");
    await shop.ship();
    expect(await totalsOf(shop)).toEqual({ sessions: 0, totals: {} });
  });
});

test("an order that is bought and cancelled before anything is shipped does not count", async () => {
  const shop = newShop("drop_user_events");
  shop.take("u:1", [ago("purchase", "u:1", HOUR_MS, { transactionId: "T", items: [] })], Date.now());
  shop.take("u:1", [ago("order_cancelled", "u:1", MINUTE_MS, { transactionId: "T" })], Date.now());
  await shop.ship();
  const { data } = await shop.get<{ data: { value: number }[] }>("/v1/metrics/timeseries?metric=orders&interval=day");
  expect(data.reduce((sum, { value }) => sum + value, 0)).toBe(0);
});
