import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PATIENT, useSdk, WRITE_KEY } from "./sdk-fixture.ts";

const sdk = useSdk();

declare class Worker {
  constructor(url: string, options: { type: "module" });
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  terminate(): void;
}
declare const navigator: {
  serviceWorker: {
    register(url: string, options: object): Promise<unknown>;
    ready: Promise<{ active: { postMessage(message: unknown): void } }>;
  };
};

/** Storage as Shopify's pixels have it: it outlives the worker, here in the page's own memory. */
const PIXEL = `import { createCartbeat, mirrorStorage } from "/sdk.js";
  const waiting = new Map(); let calls = 0;
  const ask = (...call) => new Promise((resolve) => { waiting.set(++calls, resolve); postMessage([calls, ...call]) });
  const storage = { getItem: (key) => ask("get", key), setItem: (key, value) => ask("set", key, value),
    removeItem: (key) => ask("delete", key) };
  const start = async ({ options, now }) => {
    const page = { url: "https://shop.example/mug", referrer: "", title: "Mug" };
    const injected = { storage: await mirrorStorage(storage), now: () => now, context: () => ({ page }) };
    const cartbeat = createCartbeat({ ...options, ...injected });
    cartbeat.track("product_viewed", { product_id: "sku-1" });
    await cartbeat.flush();
    postMessage([0, "flushed"]);
  };
  onmessage = ({ data }) => {
    if (data.options) start(data); else waiting.get(data.answerTo)(data.value);
  }`;

/** Starts the pixel; `kept` is what its storage holds. Resolves when it has flushed, to what its storage holds then. */
function runPixel(page: Page, now: number, kept: Record<string, string>): Promise<Record<string, string>> {
  const given = { now, kept, options: { writeKey: WRITE_KEY, endpoint: sdk.collector.url } };
  return page.evaluate(
    ({ kept: storage, ...settings }) =>
      new Promise<Record<string, string>>((resolve) => {
        const worker = new Worker("/pixel.js", { type: "module" });
        worker.addEventListener("message", ({ data }) => {
          const [answerTo, action, key, value] = data as [number, string, string, string];
          if (action === "set") storage[key] = value;
          if (action === "delete") delete storage[key];
          if (action === "flushed") {
            worker.terminate();
            resolve(storage);
            // oxlint-disable-next-line unicorn/require-post-message-target-origin -- workers have no origin of their own
          } else worker.postMessage({ answerTo, value: action === "get" ? (storage[key] ?? null) : null });
        });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- workers have no origin of their own
        worker.postMessage(settings);
      }),
    given,
  );
}

test("a pixel's worker, without window or localStorage: storage, clock and page are given to it", async () => {
  sdk.shop.head = "";
  sdk.shop.files = { "/sdk.js": sdk.module, "/pixel.js": PIXEL };
  const page = await sdk.open();
  const now = 1_790_000_000_000;
  const kept = await runPixel(page, now, {});
  const [first] = sdk.collector.messages();
  expect(first).toMatchObject({
    event: "product_viewed",
    timestamp: now,
    context: { page: { url: "https://shop.example/mug" }, library: { name: "cartbeat" }, seq: 1 },
  });
  expect(sdk.collector.requests[0]!.body.sentAt).toBe(now);
  expect(JSON.parse(kept["cartbeat:id"]!)).toMatchObject({ anonymousId: first!.anonymousId, bornAt: now });
  await runPixel(page, now + 1000, kept);
  const second = sdk.collector.messages().at(-1);
  expect(second).toMatchObject({ anonymousId: first!.anonymousId, sessionId: first!.sessionId });
  expect(second!.context.tab_id).not.toBe(first!.context.tab_id);
});

test("what a pixel could not send, the next one sends: its storage is journal enough", async () => {
  sdk.shop.head = "";
  sdk.shop.files = { "/sdk.js": sdk.module, "/pixel.js": PIXEL };
  const page = await sdk.open();
  sdk.collector.answer = () => ({ status: 503 });
  const kept = await runPixel(page, Date.now(), {});
  expect(Object.keys(kept).filter((key) => key.startsWith(`cartbeat:${WRITE_KEY}:`))).toHaveLength(1);
  sdk.collector.answer = () => ({ status: 200 });
  await expect
    .poll(async () => {
      await runPixel(page, Date.now(), kept);
      return new Set(sdk.collector.messages().map(({ context }) => context.tab_id)).size;
    }, PATIENT)
    .toBeGreaterThan(1);
});

test("a service worker: its events are kept in IndexedDB and arrive", async () => {
  sdk.shop.head = "";
  sdk.shop.files = {
    "/sdk.js": sdk.module,
    "/worker.js": `import { createCartbeat } from "/sdk.js";
      addEventListener("message", (event) => {
        const cartbeat = createCartbeat(event.data);
        cartbeat.track("purchase", { transaction_id: "t-1" });
        event.waitUntil(cartbeat.flush());
      });`,
  };
  const page = await sdk.open();
  await page.evaluate(
    async (options) => {
      await navigator.serviceWorker.register("/worker.js", { type: "module" });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- workers have no origin of their own
      (await navigator.serviceWorker.ready).active.postMessage(options);
    },
    { writeKey: WRITE_KEY, endpoint: sdk.collector.url },
  );
  await sdk.collector.untilAccepted(1);
  const [message] = sdk.collector.messages();
  expect(message).toMatchObject({ event: "purchase", properties: { transaction_id: "t-1" }, context: { seq: 1 } });
  expect(message!.context).not.toHaveProperty("page");
});
