import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { addToCart, call, PATIENT, stored, storedKeys, useSdk } from "./sdk-fixture.ts";

const sdk = useSdk();

declare const indexedDB: { databases(): Promise<{ name: string }[]> };
declare const document: { cookie: string };
declare const navigator: { locks: { query(): Promise<{ held: object[] }> } };

/** Everything that a page can leave behind in the browser. */
function traces(page: Page): Promise<unknown> {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookie: document.cookie,
    locks: (await navigator.locks.query()).held.length,
  }));
}
const NO_TRACES = { databases: [], cookie: "", locks: 0 };

/** Does what would be recorded, stored and sent by a page that may do so. */
async function useEverything(page: Page): Promise<void> {
  await addToCart(page, 3);
  await call(page, "page");
  await call(page, "identify", "u-1");
  await call(page, "reset");
  await call(page, "flush");
}

describe("with consent required", () => {
  test("nothing is stored, locked or sent before it is given, on leaving neither", async () => {
    sdk.shop.head = sdk.tag('data-consent="required" data-spa="true" data-data-layer="dataLayer"');
    const page = await sdk.open();
    await useEverything(page);
    expect(await storedKeys(page)).toEqual([]);
    expect(await traces(page)).toEqual(NO_TRACES);
    await page.goto(`${sdk.shop.url}/next`);
    await page.close();
    const other = await sdk.open();
    expect(await storedKeys(other)).toEqual([]);
    expect(sdk.collector.requests).toEqual([]);
  });

  test("given, it sends what the page has recorded until then, in order", async () => {
    sdk.shop.head = sdk.tag('data-consent="required"');
    const page = await sdk.open();
    await call(page, "page");
    await addToCart(page, 2);
    await call(page, "consent", "granted");
    await call(page, "flush");
    const messages = sdk.collector.messages();
    expect(messages.map(({ type }) => type)).toEqual(["page", "track", "track"]);
    expect(messages.map(({ context }) => context.seq)).toEqual([1, 2, 3]);
  });

  test("refused, what was recorded is gone, and nothing more is recorded", async () => {
    sdk.shop.head = sdk.tag('data-consent="required"');
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "consent", "denied");
    await useEverything(page);
    expect(await storedKeys(page)).toEqual([]);
    expect(sdk.collector.requests).toEqual([]);
  });
});

test("taking back consent removes what is stored, unsent events included, and ends the sending", async () => {
  sdk.collector.answer = () => ({ status: 503 });
  const page = await sdk.open();
  await addToCart(page, 3);
  await call(page, "flush");
  await call(page, "consent", "denied");
  sdk.collector.answer = () => ({ status: 200 });
  await useEverything(page);
  expect(await storedKeys(page)).toEqual([]);
  await page.close();
  const other = await sdk.open();
  await call(other, "flush");
  expect(sdk.collector.messages()).toEqual([]);
});

test("consent given again begins with new ids", async () => {
  const page = await sdk.open();
  await addToCart(page);
  await call(page, "flush");
  await call(page, "consent", "denied");
  await call(page, "consent", "granted");
  await addToCart(page);
  await call(page, "flush");
  const [before, after] = sdk.collector.messages();
  expect(after!.anonymousId).not.toBe(before!.anonymousId);
  expect(after!.context.tab_id).not.toBe(before!.context.tab_id);
  expect(after!.context.seq).toBe(1);
});

async function switchGpcOn(): Promise<void> {
  await sdk.context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
}

describe("Global Privacy Control", () => {
  test("means that nothing is stored and nothing sent, whatever the page decides", async () => {
    await switchGpcOn();
    const page = await sdk.open();
    await useEverything(page);
    await call(page, "consent", "granted");
    await useEverything(page);
    expect(await storedKeys(page)).toEqual([]);
    expect(await traces(page)).toEqual(NO_TRACES);
    expect(sdk.collector.requests).toEqual([]);
  });

  test("is overruled by an option only", async () => {
    await switchGpcOn();
    sdk.shop.head = sdk.tag('data-ignore-gpc="true"');
    await addToCart(await sdk.open());
    await sdk.collector.untilAccepted(1);
    expect(sdk.collector.messages()[0]!.context.seq).toBe(1);
  });
});

test("cookieless: events are sent, nothing is stored, and the next page is somebody else's", async () => {
  sdk.shop.head = sdk.tag('data-cookieless="true"');
  const page = await sdk.open();
  await addToCart(page, 2);
  await call(page, "flush");
  expect(await storedKeys(page)).toEqual([]);
  expect(await traces(page)).toMatchObject({ databases: [], cookie: "" });
  await page.goto(`${sdk.shop.url}/next`);
  await addToCart(page);
  await call(page, "flush");
  const [first, second, third] = sdk.collector.messages();
  expect(second!.anonymousId).toBe(first!.anonymousId);
  expect(third!.anonymousId).not.toBe(first!.anonymousId);
});

describe("the anonymous id", () => {
  const DAY_MS = 24 * 3_600_000;
  /** An identity as an earlier visit has left it. */
  const leave = (page: Page, bornDaysAgo: number, idleMinutes: number): Promise<void> =>
    page.evaluate(
      ([bornAt, activeAt]) =>
        (globalThis as unknown as { localStorage: { setItem(key: string, text: string): void } }).localStorage.setItem(
          "cartbeat:id",
          JSON.stringify({ anonymousId: "former", bornAt, sessionId: "earlier", activeAt }),
        ),
      [Date.now() - bornDaysAgo * DAY_MS, Date.now() - idleMinutes * 60_000] as const,
    );

  test.each([
    [
      "of yesterday counts, and so does its session of a minute ago",
      { days: 1, idleMinutes: 1 },
      { isFormer: true, isEarlier: true },
    ],
    [
      "of 394 days counts; a session ends after half an hour",
      { days: 394, idleMinutes: 31 },
      { isFormer: true, isEarlier: false },
    ],
    ["of 396 days has ended", { days: 396, idleMinutes: 1 }, { isFormer: false, isEarlier: true }],
  ])("%s", async (_, { days, idleMinutes }, expected) => {
    const page = await sdk.open();
    await leave(page, days, idleMinutes);
    await addToCart(page);
    await call(page, "flush");
    const { anonymousId, sessionId } = sdk.collector.messages()[0]!;
    expect({ isFormer: anonymousId === "former", isEarlier: sessionId === "earlier" }).toEqual(expected);
  });

  test("is never extended by use", async () => {
    const page = await sdk.open();
    await leave(page, 100, 1);
    const bornAt = async (): Promise<number> =>
      (JSON.parse((await stored(page, "cartbeat:id"))!) as { bornAt: number }).bornAt;
    const before = await bornAt();
    await addToCart(page, 3);
    expect(await bornAt()).toBe(before);
  });
});

test("a collector on the page's own host is asked to keep the id, and gives the former one back", async () => {
  sdk.shop.head = `<script src="${sdk.collector.url}/cartbeat.js"></script>`;
  sdk.shop.answer = () => '{"accepted":1,"keep":{"anonymousId":"former","bornAt":1790000000000}}';
  const page = await sdk.open();
  await call(page, "init", { writeKey: "wk_own_1", endpoint: sdk.shop.url });
  await addToCart(page);
  await call(page, "flush");
  const [first] = sdk.shop.posts;
  expect(first).toMatchObject({ keep: { isNew: true, bornAt: expect.any(Number) }, context: { new_id: true } });
  await expect.poll(() => stored(page, "cartbeat:id"), PATIENT).toContain('"former"');
  await addToCart(page);
  await call(page, "flush");
  const last = sdk.shop.posts.at(-1);
  expect(last).toMatchObject({ anonymousId: "former", keep: { anonymousId: "former", bornAt: 1_790_000_000_000 } });
  expect(last).not.toHaveProperty("context.new_id");
  await call(page, "consent", "denied");
  await expect.poll(() => sdk.shop.deleted, PATIENT).toEqual(["/v1/id"]);
});
