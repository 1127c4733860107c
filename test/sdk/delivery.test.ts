import { describe, expect, test } from "vitest";
import type { ReceivedMessage } from "./recording-collector.ts";
import { addToCart, call, unsentKeys, untilNothingIsLeft, useSdk } from "./sdk-fixture.ts";

const sdk = useSdk();

/** What the code that tests run in a page sees there. */
declare const cartbeat: (...call: unknown[]) => unknown;
declare const document: EventTarget;
declare const history: { back(): void };
declare const addEventListener: (type: string, listener: (event: { persisted: boolean }) => void) => void;

const ofOther = ({ context }: ReceivedMessage): boolean => context.page.url.endsWith("/other");

/**
 * The user comes back: a new page, which takes over by itself what is left. Resolves when nothing is left to send. When
 * the browser lets go of a dead page's lock and shows its last writes to others is the browser's affair: each flush asks.
 */
async function comeBackFor(messages: number): Promise<void> {
  const page = await sdk.open("/back");
  await sdk.collector.untilAccepted(messages);
  await untilNothingIsLeft(page);
}

describe("leaving the page right after the events", () => {
  test("closing the tab: all five arrive before the user returns, in one request", async () => {
    const page = await sdk.open();
    await addToCart(page, 5);
    await page.close();
    await sdk.collector.untilAccepted(5);
    expect(sdk.collector.requests).toHaveLength(1);
  });

  test("closing the tab with its unload handlers run", async () => {
    const page = await sdk.open();
    await addToCart(page, 5);
    await page.close({ runBeforeUnload: true });
    await sdk.collector.untilAccepted(5);
    expect(sdk.collector.requests).toHaveLength(1);
  });

  test("navigating away: all five arrive, whether or not another page of the shop follows", async () => {
    const page = await sdk.open();
    await addToCart(page, 5);
    await page.goto("about:blank");
    await sdk.collector.untilAccepted(5);
    expect(sdk.collector.requests).toHaveLength(1);
  });

  test("a batch under way when the page is left is not sent again by that page", async () => {
    const held = Promise.withResolvers<void>();
    sdk.collector.answer = () => ({ status: 200, after: held.promise });
    const page = await sdk.open();
    await addToCart(page, 3);
    await sdk.collector.untilAccepted(3);
    await addToCart(page, 2);
    await page.goto("about:blank");
    await sdk.collector.untilAccepted(5);
    held.resolve();
    expect(sdk.collector.requests.map(({ body }) => body.batch.length)).toEqual([3, 2]);
  });

  test("an event recorded while the page is being left is not lost", async () => {
    const page = await sdk.open();
    await page.evaluate(() => addEventListener("pagehide", () => cartbeat("track", "exit_page")));
    await page.goto("about:blank");
    await comeBackFor(1);
    expect(sdk.collector.messages()[0]!.event).toBe("exit_page");
  });

  test("a hidden tab sends at once and, shown again, does not repeat itself", async () => {
    const page = await sdk.open();
    await addToCart(page, 3);
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await sdk.collector.untilAccepted(3);
    await call(page, "flush");
    expect(sdk.collector.accepted()).toHaveLength(3);
    expect(await unsentKeys(page)).toEqual([]);
  });
});

describe("when the collector is not there", () => {
  test.each([
    ["answers 503", { status: 503 }],
    ["cuts the connection", { status: 0 }],
  ])("%s until after the close: the next page delivers everything, each once", async (_name, failure) => {
    sdk.collector.answer = () => failure;
    const page = await sdk.open();
    await addToCart(page, 5);
    await call(page, "flush");
    await addToCart(page, 5);
    await page.close();
    sdk.collector.answer = () => ({ status: 200 });
    // What was under way at the close may be answered either way, so each counts by its id.
    await comeBackFor(10);
    const sequence = sdk.collector.messages().map(({ context }) => context.seq);
    expect(sequence.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test("offline until after the close", async () => {
    const page = await sdk.open();
    await sdk.context.setOffline(true);
    await addToCart(page, 5);
    await call(page, "flush");
    await page.close();
    await sdk.context.setOffline(false);
    // Chromium may tell a closing page that it is online again, so that it sends too: how often is not asserted here.
    await comeBackFor(5);
    expect(sdk.collector.messages()).toHaveLength(5);
  });

  test("offline and online again in the same page", async () => {
    const page = await sdk.open();
    await sdk.context.setOffline(true);
    await addToCart(page, 5);
    await call(page, "flush");
    await sdk.context.setOffline(false);
    await sdk.collector.untilAccepted(5);
    expect(sdk.collector.accepted()).toHaveLength(5);
  });

  test("a failed batch is tried again by itself", async () => {
    let failures = 3;
    sdk.collector.answer = () => ({ status: failures-- > 0 ? 503 : 200 });
    const page = await sdk.open();
    await addToCart(page, 5);
    await sdk.collector.untilAccepted(5);
    expect(sdk.collector.requests.map(({ status }) => status)).toEqual([503, 503, 503, 200]);
  });

  test("three tabs during an outage: after their death the next page delivers all, each once", async () => {
    sdk.collector.answer = () => ({ status: 503 });
    const tabs = [await sdk.open("/1"), await sdk.open("/2"), await sdk.open("/3")];
    for (const tab of tabs) await addToCart(tab, 4);
    for (const tab of tabs) await call(tab, "flush");
    for (const tab of tabs) await tab.close();
    sdk.collector.answer = () => ({ status: 200 });
    await comeBackFor(12);
    expect(sdk.collector.messages()).toHaveLength(12);
    expect(new Set(sdk.collector.messages().map(({ context }) => context.tab_id)).size).toBe(3);
    expect(new Set(sdk.collector.messages().map(({ sessionId }) => sessionId)).size).toBe(1);
  });

  test("a living tab's events are its own: another page does not send them", async () => {
    sdk.collector.answer = () => ({ status: 503 });
    const living = await sdk.open("/living");
    await addToCart(living, 4);
    await call(living, "flush");
    const other = await sdk.open("/other");
    await addToCart(other, 1);
    await call(other, "flush");
    const requests = sdk.collector.requests.filter(({ body }) => body.batch.some(ofOther));
    expect(requests.map(({ body }) => body.batch.length)).toEqual(requests.map(() => 1));
    expect(requests).not.toEqual([]);
  });
});

test("a burst of 140 kB goes out in requests that stay below the browser's 64 KB of keepalive", async () => {
  const page = await sdk.open();
  await addToCart(page, 800);
  await call(page, "flush");
  await sdk.collector.untilAccepted(800);
  expect(sdk.collector.messages()).toHaveLength(800);
  expect(sdk.collector.requests.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(140_000);
  expect(Math.max(...sdk.collector.requests.map(({ bytes }) => bytes))).toBeLessThanOrEqual(62_000);
});

test("away and back through the bfcache: nothing lost, nothing doubled, and the page goes on", async () => {
  const page = await sdk.open();
  // Playwright cannot look into a page that comes out of the bfcache, so the page itself says that it did.
  await page.evaluate(() =>
    addEventListener("pageshow", ({ persisted }) => cartbeat("track", "came_back", { persisted })),
  );
  sdk.collector.answer = () => ({ status: 503 });
  await addToCart(page, 3);
  await call(page, "flush");
  // A page without the script, which would take over the events and might have sent them before the way back.
  sdk.shop.head = "";
  await page.goto(`${sdk.shop.url}/away`);
  sdk.collector.answer = () => ({ status: 200 });
  await page.evaluate(() => history.back());
  await sdk.collector.untilAccepted(4);
  expect(sdk.collector.accepted()).toHaveLength(4);
  const cameBack = sdk.collector.messages().find(({ event }) => event === "came_back");
  expect(cameBack!.properties).toEqual({ persisted: true });
});
