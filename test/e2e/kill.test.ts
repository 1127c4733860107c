import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startAlertReceiver, type AlertReceiver } from "../../cli/alerts/alert-receiver.ts";
import { createEndpoint } from "../../cli/alerts/webhook-endpoint.ts";
import { postBatch } from "../../cli/collector/post-batch.ts";
import { setCutoff } from "../../cli/collector/store-cutoff.ts";
import { startCollector, type Collector } from "../support/collector.ts";

const SHOPPERS = 24;
const CUTOFF_MS = 6000;
const ALERTS_WITHIN_MS = 60_000;

let collector: Collector;
let receiver: AlertReceiver;

beforeAll(async () => {
  collector = await startCollector();
  receiver = await startAlertReceiver();
  const endpoint = await createEndpoint(collector, receiver.url, "kill test");
  receiver.useSecret(endpoint.secret);
  await setCutoff(collector, CUTOFF_MS / 60_000);
});
afterAll(async () => {
  await collector?.stop();
  await receiver?.close();
});

/** One cart each for shoppers `${prefix}-0`, `${prefix}-1`, …; answers their ids, all of them acknowledged. */
async function armCarts(prefix: string, between: (sent: number) => Promise<void> = async () => {}): Promise<string[]> {
  const shoppers = Array.from({ length: SHOPPERS }, (_, index) => `${prefix}-${index}`);
  const signal = new AbortController().signal;
  for (const [index, shopper] of shoppers.entries()) {
    const message = {
      messageId: `${shopper}-add`,
      type: "track",
      event: "add_to_cart",
      timestamp: new Date().toISOString(),
      userId: shopper,
      properties: { items: [{ item_id: "sku-1", price: 10, quantity: 1 }], currency: "USD" },
    };
    const answer = await postBatch({ ...collector, signal }, [message]);
    expect(answer).toMatchObject({ accepted: 1, duplicates: 0, rejected: [] });
    await between(index + 1);
  }
  return shoppers;
}

/** The alerts about these shoppers, as shopper ids, one entry for each webhook id. */
function alerted(shoppers: readonly string[]): string[] {
  return receiver.log
    .alerts()
    .map(({ payload }) => payload.data.shopper)
    .filter((shopper) => shoppers.includes(shopper))
    .toSorted();
}

async function expectEachAlertedOnce(shoppers: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(alerted(shoppers)).toEqual(shoppers.toSorted()), {
    timeout: ALERTS_WITHIN_MS,
    interval: 200,
  });
  // A second alert would come with the alarm's retry or the endpoint's second attempt.
  await sleep(6000);
  expect(alerted(shoppers)).toEqual(shoppers.toSorted());
  expect(receiver.log).toMatchObject({ doubled: [], refused: 0 });
}

test("carts armed before a kill -9 fire after the restart when their deadlines passed in between", async () => {
  const shoppers = await armCarts("asleep");
  await collector.killRuntime();
  await sleep(CUTOFF_MS + 1000);
  expect(alerted(shoppers)).toEqual([]);
  await collector.restart();
  await expectEachAlertedOnce(shoppers);
});

test("carts armed before a kill -9 fire at their deadlines when the restart comes first", async () => {
  await setCutoff(collector, 20_000 / 60_000);
  const shoppers = await armCarts("early");
  await collector.killRuntime();
  await collector.restart();
  await expectEachAlertedOnce(shoppers);
  for (const { payload } of receiver.log.alerts().filter(({ payload: { data } }) => shoppers.includes(data.shopper))) {
    expect(Date.parse(payload.data.fired_at)).toBeGreaterThanOrEqual(Date.parse(payload.data.deadline));
  }
  await setCutoff(collector, CUTOFF_MS / 60_000);
});

test("a kill -9 in the middle of firing loses none and doubles none", async () => {
  const shoppers = await armCarts("halfway", () => sleep(100));
  await vi.waitFor(() => expect(alerted(shoppers).length).toBeGreaterThanOrEqual(5), {
    timeout: ALERTS_WITHIN_MS,
    interval: 5,
  });
  await collector.killRuntime();
  const before = alerted(shoppers).length;
  expect(before).toBeLessThan(SHOPPERS);
  await collector.restart();
  await expectEachAlertedOnce(shoppers);
});

test("what was acknowledged right before a kill -9 is there after the restart, and sent again is a duplicate", async () => {
  const shoppers = await armCarts("resent", async (sent) => {
    if (sent !== SHOPPERS / 2) return;
    await collector.killRuntime();
    await collector.restart();
  });
  const again = shoppers.slice(0, 20).map((shopper) => ({
    messageId: `${shopper}-add`,
    type: "track",
    event: "add_to_cart",
    timestamp: new Date().toISOString(),
    userId: shopper,
    properties: { items: [{ item_id: "sku-1", price: 10, quantity: 1 }] },
  }));
  const answer = await postBatch({ ...collector, signal: new AbortController().signal }, again);
  expect(answer).toMatchObject({ accepted: 0, duplicates: 20, rejected: [] });
  await expectEachAlertedOnce(shoppers);
});
