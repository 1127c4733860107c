import { describe, expect, test } from "vitest";
import type { ReceivedMessage } from "./recording-collector.ts";
import { addToCart, call, unsentKeys, untilNothingIsLeft, untilStored, useSdk, WRITE_KEY } from "./sdk-fixture.ts";

const sdk = useSdk();

const isPoison = (message: ReceivedMessage): boolean =>
  JSON.stringify(message.properties).includes('"item_id":"sku-6"');

describe("when the collector refuses", () => {
  test("429: no request within Retry-After, from no tab and no next page, and one soon after", async () => {
    let refused = false;
    sdk.collector.answer = () => {
      if (refused) return { status: 200 };
      refused = true;
      return { status: 429, retryAfter: "3" };
    };
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "flush");
    await call(page, "flush");
    const other = await sdk.open("/other");
    await untilStored(other, `cartbeat:${WRITE_KEY}`, (until) => until !== null);
    await addToCart(other, 2);
    await call(other, "flush");
    await page.close();
    await untilNothingIsLeft(other);
    expect(sdk.collector.messages()).toHaveLength(4);
    const [first, ...later] = sdk.collector.requests.map(({ at }) => at);
    expect(Math.min(...later) - first!).toBeGreaterThanOrEqual(3000);
  });

  test("a batch that is too large is halved until it passes", async () => {
    sdk.collector.answer = ({ body }) => ({ status: body.batch.length > 3 ? 413 : 200 });
    const page = await sdk.open();
    await addToCart(page, 10);
    await sdk.collector.untilAccepted(10);
    await call(page, "flush");
    expect(sdk.collector.accepted()).toHaveLength(10);
    expect(await unsentKeys(page)).toEqual([]);
  });

  test("one poisonous event is given up and counted; all others arrive and nothing is retried for ever", async () => {
    sdk.collector.answer = ({ body }) => ({ status: body.batch.some(isPoison) ? 400 : 200 });
    const page = await sdk.open();
    await addToCart(page, 10);
    await sdk.collector.untilAccepted(9);
    await call(page, "flush");
    expect(sdk.collector.messages().some(isPoison)).toBe(false);
    expect(await unsentKeys(page)).toEqual([]);
    const requests = sdk.collector.requests.length;
    expect(requests).toBeLessThanOrEqual(12);
    await addToCart(page);
    await call(page, "flush");
    expect(sdk.collector.requests).toHaveLength(requests + 1);
    expect(sdk.collector.messages().at(-1)!.context["dropped"]).toBe(1);
  });
});
