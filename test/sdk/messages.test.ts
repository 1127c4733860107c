import { describe, expect, test } from "vitest";
import { addToCart, call, stored, storedKeys, untilStored, useSdk, WRITE_KEY } from "./sdk-fixture.ts";

declare const cartbeat: object;

const sdk = useSdk();

const globalNames = (): string[] => Object.getOwnPropertyNames(globalThis);

describe("what an event looks like on the wire", () => {
  test("one batch in Segment's envelope, as text/plain, without a preflight", async () => {
    const page = await sdk.open("/mug?utm_source=mail");
    await addToCart(page, 2);
    await sdk.collector.untilAccepted(2);
    const [request] = sdk.collector.requests;
    expect(request).toMatchObject({ method: "POST", path: "/v1/batch", contentType: "text/plain;charset=UTF-8" });
    expect(request!.body).toEqual({ writeKey: WRITE_KEY, sentAt: expect.any(Number), batch: expect.any(Array) });
    expect(sdk.collector.preflights).toBe(0);
    const [first, second] = request!.body.batch;
    expect(first).toEqual({
      messageId: expect.stringMatching(/^[a-z0-9]{6,13}-000001$/),
      type: "track",
      event: "add_to_cart",
      timestamp: expect.any(Number),
      anonymousId: expect.stringMatching(/^[a-z0-9]{6,13}$/),
      sessionId: expect.stringMatching(/^[a-z0-9]{6,13}$/),
      properties: { currency: "EUR", items: [{ item_id: "sku-0", price: 9.5, quantity: 1 }] },
      context: {
        page: { url: `${sdk.shop.url}/mug?utm_source=mail`, referrer: "", title: "Shop" },
        locale: "en-US",
        library: { name: "cartbeat", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
        automation: true,
        new_id: true,
        tab_id: expect.stringMatching(/^[a-z0-9]{6,13}$/),
        seq: 1,
      },
    });
    expect(second).toMatchObject({ anonymousId: first!.anonymousId, sessionId: first!.sessionId, context: { seq: 2 } });
  });

  test("a typical add_to_cart takes at most 250 bytes: what events share is said once a batch", async () => {
    const page = await sdk.open();
    await page.evaluate(() => {
      const item = { item_id: "sku-1", item_name: "Running shoe", price: 89.9, quantity: 1 };
      for (let n = 0; n < 40; n++) {
        (cartbeat as (...call: unknown[]) => void)("track", "add_to_cart", {
          currency: "EUR",
          items: [item],
        });
      }
    });
    await call(page, "flush");
    const [request, ...others] = sdk.collector.requests;
    expect(others).toEqual([]);
    const { batch } = JSON.parse(request!.text) as { batch: object[] };
    expect(Math.max(...batch.map((message) => JSON.stringify(message).length + 1))).toBeLessThanOrEqual(250);
    expect(request!.bytes / batch.length).toBeLessThanOrEqual(250);
  });

  test("message ids of a page sort in the order of its events, whose numbers have no gap", async () => {
    const page = await sdk.open();
    await addToCart(page, 1200);
    await call(page, "flush");
    await sdk.collector.untilAccepted(1200);
    const messages = sdk.collector.messages().toSorted((a, b) => a.context.seq - b.context.seq);
    expect(messages.map(({ context }) => context.seq)).toEqual(messages.map((_, index) => index + 1));
    const ids = messages.map(({ messageId }) => messageId);
    expect(ids.toSorted()).toEqual(ids);
  });

  test("nothing is sent or stored by merely opening a page", async () => {
    const page = await sdk.open();
    await call(page, "flush");
    expect(await storedKeys(page)).toEqual([]);
    expect(sdk.collector.requests).toEqual([]);
  });

  test("page and identify are messages of their own, and the user is on every later event of every page", async () => {
    const page = await sdk.open();
    await call(page, "page", { category: "home" });
    await call(page, "identify", "u-1", { plan: "gold" }, { token: "proof" });
    const second = await sdk.open("/second");
    await untilStored(second, "cartbeat:id", (identity) => !!identity?.includes("u-1"));
    await addToCart(second);
    await call(page, "flush");
    await call(second, "flush");
    const [view, identify, add] = ["page", "identify", "track"].map((wanted) =>
      sdk.collector.messages().find(({ type }) => type === wanted),
    );
    expect(view).toMatchObject({ type: "page", properties: { category: "home" } });
    expect(view).not.toHaveProperty("userId");
    expect(identify).toMatchObject({ type: "identify", userId: "u-1", traits: { plan: "gold" } });
    expect(add).toMatchObject({ type: "track", userId: "u-1", context: { identity_token: "proof" } });
    expect(add!.anonymousId).toBe(view!.anonymousId);
    expect(add!.sessionId).toBe(view!.sessionId);
  });

  test("reset forgets the shopper in every tab", async () => {
    const page = await sdk.open();
    const other = await sdk.open("/other");
    await call(page, "identify", "u-1");
    await untilStored(other, "cartbeat:id", (identity) => !!identity?.includes("u-1"));
    await addToCart(other);
    const written = await stored(other, "cartbeat:id");
    await untilStored(page, "cartbeat:id", (identity) => identity === written);
    await call(page, "reset");
    await untilStored(other, "cartbeat:id", (identity) => !identity?.includes("u-1"));
    await addToCart(other);
    await call(page, "flush");
    await call(other, "flush");
    const [before, after] = sdk.collector.messages().filter(({ type }) => type === "track");
    expect(before!.userId).toBe("u-1");
    expect(after).not.toHaveProperty("userId");
    expect(after!.anonymousId).not.toBe(before!.anonymousId);
    expect(after!.sessionId).not.toBe(before!.sessionId);
  });

  test("after a reset the page numbers its events anew, so that the next shopper misses none", async () => {
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "reset");
    await addToCart(page, 2);
    await call(page, "flush");
    const pages = Map.groupBy(sdk.collector.messages(), ({ context }) => context.tab_id);
    const numbers = [...pages.values()].map((messages) =>
      messages.map(({ context }) => context.seq).toSorted((a, b) => a - b),
    );
    expect(numbers).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(new Set(sdk.collector.messages().map(({ anonymousId }) => anonymousId)).size).toBe(2);
  });

  test.each([
    ["is reset", ["reset"]],
    ["names another user", ["identify", "u-2"]],
  ])(
    "when another tab %s, this one numbers anew as well: nobody misses what was somebody else's",
    async (_, change) => {
      const page = await sdk.open();
      const other = await sdk.open("/other");
      await call(page, "identify", "u-1");
      await untilStored(other, "cartbeat:id", (identity) => !!identity?.includes("u-1"));
      await addToCart(other, 3);
      const written = await stored(other, "cartbeat:id");
      await untilStored(page, "cartbeat:id", (identity) => identity === written);
      await call(page, ...change);
      await untilStored(other, "cartbeat:id", (identity) => !identity?.includes("u-1"));
      await addToCart(other, 2);
      await call(page, "flush");
      await call(other, "flush");
      const ofOther = sdk.collector.messages().filter(({ context }) => context.page.url.endsWith("/other"));
      const shoppers = Map.groupBy(ofOther, ({ anonymousId, userId }) => userId ?? anonymousId);
      const numbers = [...shoppers.values()].map((messages) =>
        messages.map(({ context }) => context.seq).toSorted((a, b) => a - b),
      );
      expect(numbers).toEqual([
        [1, 2, 3],
        [1, 2],
      ]);
      expect(new Set(ofOther.map(({ context }) => context.tab_id)).size).toBe(2);
    },
  );

  test("a guest who is named goes on with the numbers of the page", async () => {
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "identify", "u-1");
    await addToCart(page);
    await call(page, "flush");
    const messages = sdk.collector.messages().toSorted((a, b) => a.context.seq - b.context.seq);
    expect(messages.map(({ context }) => context.seq)).toEqual([1, 2, 3, 4]);
    expect(new Set(messages.map(({ context }) => context.tab_id)).size).toBe(1);
  });

  test("the first event goes at once, those of the next two seconds together", async () => {
    const page = await sdk.open();
    const startedAt = Date.now();
    for (let round = 0; round < 40; round++) await addToCart(page);
    await sdk.collector.untilAccepted(40);
    const seconds = (Date.now() - startedAt) / 1000;
    expect(sdk.collector.requests[0]!.body.batch.length).toBeLessThan(40);
    expect(sdk.collector.requests.length).toBeLessThanOrEqual(1 + Math.ceil(seconds / 2));
    expect(new Set(sdk.collector.accepted()).size).toBe(sdk.collector.accepted().length);
  });
});

describe("how the script starts", () => {
  test("calls made before the script has loaded are kept by the stub, in order", async () => {
    sdk.shop.head = `<script>${sdk.stub};cartbeat("track","view_item",{});cartbeat("track","add_to_cart",{})</script>
      ${sdk.tag("async")}`;
    const page = await sdk.open();
    await page.waitForFunction(() => !("q" in cartbeat));
    await call(page, "flush");
    expect(sdk.collector.messages().map(({ event }) => event)).toEqual(["view_item", "add_to_cart"]);
  });

  test("init by call, with an endpoint of its own; calls before init wait", async () => {
    sdk.shop.head = `<script src="${sdk.collector.url}/cartbeat.js"></script>`;
    const page = await sdk.open();
    await addToCart(page);
    await call(page, "init", { writeKey: "wk_other_1", endpoint: `${sdk.collector.url}/` });
    await call(page, "flush");
    expect(sdk.collector.requests[0]).toMatchObject({ path: "/v1/batch", body: { writeKey: "wk_other_1" } });
  });

  test("a tag that stands twice in the page counts once", async () => {
    sdk.shop.head = sdk.tag() + sdk.tag();
    const page = await sdk.open();
    await addToCart(page);
    await call(page, "flush");
    expect(sdk.collector.accepted()).toHaveLength(1);
  });

  test("it adds one global and nothing else", async () => {
    sdk.shop.head = "";
    const without = await (await sdk.open()).evaluate(globalNames);
    sdk.shop.head = sdk.tag();
    const withTag = await (await sdk.open()).evaluate(globalNames);
    expect(withTag.filter((name) => !without.includes(name))).toEqual(["cartbeat"]);
  });
});
