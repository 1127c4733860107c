import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import {
  addToCart,
  call,
  PATIENT,
  storedKeys,
  unsentKeys,
  untilNothingIsLeft,
  useSdk,
  WRITE_KEY,
} from "./sdk-fixture.ts";

const sdk = useSdk();

declare const localStorage: { clear(): void; setItem(key: string, value: string): void };
declare const indexedDB: {
  open(name: string): {
    onsuccess: () => void;
    result: { transaction(name: string): { objectStore(name: string): { getAll(): Listed } }; close(): void };
  };
};
interface Listed {
  onsuccess: () => void;
  result: [key: string, text: string][][];
}
declare const cartbeat: (...call: unknown[]) => unknown;

/** How many events the journal in IndexedDB holds. */
function journalled(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("cartbeat");
        opening.onsuccess = () => {
          const listing = opening.result.transaction("events").objectStore("events").getAll();
          listing.onsuccess = () => {
            opening.result.close();
            resolve(listing.result.flat().length);
          };
        };
      }),
  );
}

/** Ends the page's process at once: no handler runs. */
async function killRenderer(page: Page): Promise<void> {
  const crashed = new Promise((resolve) => page.once("crash", resolve));
  page.goto("chrome://crash").catch(() => {});
  await crashed;
  await page.close();
}

describe("the journal", () => {
  test("brings back what a browser that died suddenly had not yet written to localStorage", async () => {
    sdk.collector.answer = () => ({ status: 503 });
    const page = await sdk.open();
    await addToCart(page, 3);
    // Without any call that would hurry it.
    await expect.poll(() => journalled(page), PATIENT).toBe(3);
    await page.close();
    sdk.shop.head = "";
    const emptied = await sdk.open("/emptied");
    await emptied.evaluate(() => localStorage.clear());
    await emptied.close();
    sdk.collector.answer = () => ({ status: 200 });
    sdk.shop.head = sdk.tag();
    const back = await sdk.open("/back");
    await sdk.collector.untilAccepted(3);
    await untilNothingIsLeft(back);
    await expect.poll(() => journalled(back), PATIENT).toBe(0);
  });

  test("forgets what was delivered", async () => {
    const page = await sdk.open();
    await addToCart(page, 5);
    await call(page, "flush");
    await expect.poll(() => journalled(page), PATIENT).toBe(0);
  });
});

describe("what a dead page has sent without seeing the answer", () => {
  test("is asked about by the next page, and not sent again", async () => {
    const page = await sdk.open();
    await addToCart(page, 5);
    await page.goto(`${sdk.shop.url}/next`);
    await sdk.collector.untilAccepted(5);
    await untilNothingIsLeft(page);
    expect(sdk.collector.accepted()).toHaveLength(5);
  });

  test("arrives when its renderer is killed, before anybody returns", async () => {
    const page = await sdk.open();
    await addToCart(page, 5);
    await killRenderer(page);
    await sdk.collector.untilAccepted(5);
    const back = await sdk.open("/back");
    await untilNothingIsLeft(back);
    expect(sdk.collector.accepted()).toHaveLength(5);
  });

  test("is sent again where the collector does not have it", async () => {
    sdk.collector.answer = () => ({ status: 0 });
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "flush");
    sdk.collector.answer = () => ({ status: 200 });
    await call(page, "flush");
    await untilNothingIsLeft(page);
    expect(sdk.collector.messages()).toHaveLength(2);
    expect(sdk.collector.requests.some(({ body }) => body.ask?.length === 2)).toBe(true);
  });

  test("an answer that is not the collector's counts for nothing", async () => {
    let isHotel = true;
    sdk.collector.answer = () => ({ status: 200, ...(isHotel && { page: "<h1>Welcome to our hotel</h1>" }) });
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "flush");
    expect(await unsentKeys(page)).toHaveLength(2);
    isHotel = false;
    await untilNothingIsLeft(page);
    expect(sdk.collector.requests.length).toBeGreaterThan(1);
  });
});

describe("when something in the browser blocks the requests", () => {
  test("three sends are tried, then none for ten minutes; the events wait", async () => {
    let blocked = 0;
    await sdk.context.route(`${sdk.collector.url}/v1/**`, (route) => {
      blocked++;
      return route.abort("blockedbyclient");
    });
    const page = await sdk.context.newPage();
    await page.clock.install();
    await page.goto(sdk.shop.url);
    await addToCart(page, 2);
    await expect
      .poll(async () => {
        if (blocked < 3) await page.clock.fastForward(5000);
        return blocked;
      }, PATIENT)
      .toBe(3);
    await addToCart(page, 2);
    await page.clock.fastForward(9 * 60_000);
    expect(await unsentKeys(page)).toHaveLength(4);
    expect(blocked).toBe(3);
    await sdk.context.unroute(`${sdk.collector.url}/v1/**`);
    await page.clock.fastForward(2 * 60_000);
    await untilNothingIsLeft(page);
    expect(sdk.collector.messages()).toHaveLength(4);
  });
});

describe("storage", () => {
  test("is bounded: the oldest events that say nothing about a cart go first, and are counted", async () => {
    sdk.collector.answer = () => ({ status: 503 });
    const page = await sdk.open();
    await addToCart(page, 3);
    await page.evaluate(() => {
      for (let n = 0; n < 100; n++) cartbeat("track", "read", { n, text: "x".repeat(10_000) });
    });
    sdk.collector.answer = () => ({ status: 200 });
    await untilNothingIsLeft(page);
    const messages = sdk.collector.messages();
    expect(messages.filter(({ event }) => event === "add_to_cart")).toHaveLength(3);
    const read = messages.filter(({ event }) => event === "read").map(({ properties }) => properties!["n"] as number);
    expect(read.length).toBeLessThan(60);
    expect(Math.min(...read)).toBe(100 - read.length);
    await addToCart(page);
    await call(page, "flush");
    expect(sdk.collector.messages().at(-1)!.context["dropped"]).toBe(100 - read.length);
  });

  test("that holds what nobody can read disturbs neither the page nor its events", async () => {
    sdk.shop.head = "";
    const earlier = await sdk.open();
    await earlier.evaluate((writeKey) => {
      localStorage.setItem("cartbeat:id", "[");
      localStorage.setItem(`cartbeat:${writeKey}`, "never");
      localStorage.setItem(`cartbeat:${writeKey}:dead-000001`, "{");
    }, WRITE_KEY);
    sdk.shop.head = sdk.tag();
    await earlier.reload();
    await addToCart(earlier, 2);
    await call(earlier, "flush");
    expect(sdk.collector.messages()).toHaveLength(2);
    expect(sdk.pageErrors).toEqual([]);
  });

  test("that the page has filled up costs no event, and the page hears of no error", async () => {
    const page = await sdk.open();
    await page.evaluate(() => {
      for (let size = 4_000_000; size > 0; size = size >> 1) {
        for (let n = 0; n < 3; n++) {
          try {
            localStorage.setItem(`full-${size}-${n}`, "x".repeat(size));
          } catch {
            // Full: as wanted.
          }
        }
      }
    });
    await addToCart(page, 3);
    await call(page, "identify", "u-1");
    await addToCart(page);
    await call(page, "flush");
    const messages = sdk.collector.messages();
    expect(messages).toHaveLength(5);
    expect(new Set(messages.map(({ anonymousId }) => anonymousId)).size).toBe(1);
    expect(messages.at(-1)!.userId).toBe("u-1");
    expect((await storedKeys(page)).some((key) => key.startsWith("cartbeat:wk"))).toBe(false);
    expect(sdk.pageErrors).toEqual([]);
  });
});
