import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { TotalsAnswer } from "../../../durable-objects/metrics/questions/statistics.ts";
import type { ShopperDelta } from "../../../durable-objects/metrics/shopper-delta.ts";
import { shipTogether, turnToShip } from "../../../durable-objects/shopper/ship-together.ts";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import { loggedEvent } from "../../../engine/contribution/logged-event.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";
import { event } from "../../support/shopper-events.ts";
import { deltaOf } from "../metrics/delta-of.ts";

const deltas = (shopper: ShopperKey, sequence = 1): ShopperDelta[] => [deltaOf({ shopper, sequence })];
const fails = async () => Promise.reject(new Error("the shard is gone"));
const sequences = (shipments: readonly (readonly ShopperDelta[])[]) =>
  shipments.map((shipment) => shipment.at(-1)?.sequence ?? 0);

describe("what several shoppers have for one shard", () => {
  test("travels in one call, and each learns how far the shard is with it", async () => {
    const calls: number[] = [];
    const send = async (shipments: (readonly ShopperDelta[])[]) => {
      calls.push(shipments.length);
      return sequences(shipments);
    };
    const applied = await Promise.all(
      [3, 1, 2].map(async (sequence) => shipTogether("together", deltas(`u:${sequence}`, sequence), send)),
    );
    expect(applied).toEqual([3, 1, 2]);
    expect(calls).toEqual([3]);
  });

  test("is refused to each of them when the shard does not take it, and the next are not concerned", async () => {
    const settled = await Promise.allSettled(
      ["u:1", "u:2"].map(async (shopper) => shipTogether("refused", deltas(shopper as ShopperKey), fails)),
    );
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await shipTogether("refused", deltas("u:3", 7), async (all) => sequences(all))).toBe(7);
  });

  test("waits for its turn once something has been sent to the shard", async () => {
    const begun = Date.now();
    await turnToShip("turns");
    await shipTogether("turns", deltas("u:1"), async (all) => sequences(all));
    await turnToShip("turns");
    expect(Date.now() - begun).toBeGreaterThanOrEqual(500);
  });

  test("is divided when one call could not carry it", async () => {
    const calls: number[] = [];
    const events = Array.from({ length: 3000 }, () => loggedEvent(event("like", 0)));
    const large = (shopper: ShopperKey): ShopperDelta[] => [deltaOf({ shopper, events })];
    const shoppers = Array.from({ length: 6 }, (_, index): ShopperKey => `u:${index}`);
    await Promise.all(
      shoppers.map(async (shopper) =>
        shipTogether("divided", large(shopper), async (all) => {
          calls.push(all.length);
          return sequences(all);
        }),
      ),
    );
    expect(calls).toEqual([2, 2, 2]);
  });
});

test("forty new shoppers who ship to two shards at once are all counted", { timeout: 120_000 }, async () => {
  const shards = 2;
  const config: ShopperConfig = { settings: DEFAULT_SETTINGS, salt: "salt", shards, endpoints: [] };
  const store = "crowd";
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const shopper: ShopperKey = `u:${index}`;
      const at = Date.now();
      const view = event("page_view", 0, { at, receivedAt: at, userId: String(index) });
      await env.SHOPPER.getByName(`${store}/${shopper}`).ingest({ store, shopper, events: [view], config });
    }),
  );
  const customers = async (): Promise<number> => {
    const asked = [0, 1].map((shard) =>
      env.METRICS_SHARD.getByName(`${store}/shard/${shard}`).question(shards, { name: "totals", ask: null }),
    );
    const answers = await Promise.all(asked);
    return answers.reduce((sum, each) => sum + ("answer" in each ? (each.answer as TotalsAnswer).customers : 0), 0);
  };
  await expect.poll(customers, { timeout: 100_000, interval: 200 }).toBe(40);
});
