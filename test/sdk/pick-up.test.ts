import { describe, expect, test } from "vitest";
import { call, useSdk } from "./sdk-fixture.ts";

const sdk = useSdk();

declare const dataLayer: unknown[];
declare const gtag: (...call: unknown[]) => void;
declare const history: Record<"pushState" | "replaceState", (state: unknown, title: string, url: string) => void> & {
  back(): void;
};
declare const document: { body: { insertAdjacentHTML(where: string, markup: string): void } };

const ITEM = { item_id: "sku-1", item_name: "Shoe", price: 89.9, quantity: 1 };
/** What messages say, without who and when. */
const told = (): [event: string | undefined, properties: unknown][] =>
  sdk.collector.messages().map(({ event, properties }) => [event, properties]);

describe("GA4's data layer", () => {
  const gtagSnippet = "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}";

  test("is read from its beginning, and as it grows: gtag's events and Tag Manager's with an ecommerce", async () => {
    sdk.shop.head = `<script>${gtagSnippet};gtag("js",new Date());gtag("config","G-1");
      gtag("event","view_item",{currency:"EUR",items:[{item_id:"sku-1"}]});
      dataLayer.push({event:"gtm.js"},{ecommerce:null})</script>${sdk.tag('data-data-layer="dataLayer"')}`;
    const page = await sdk.open();
    const length = await page.evaluate((item) => {
      gtag("event", "add_to_cart", { currency: "EUR", value: 89.9, items: [item] });
      gtag("set", { user_id: "u" });
      dataLayer.push({ event: "cookie_banner" }, null, "text", { ecommerce: null });
      return dataLayer.push({ event: "begin_checkout", ecommerce: { currency: "EUR", items: [item] } });
    }, ITEM);
    expect(length).toBe(await page.evaluate(() => dataLayer.length));
    await call(page, "flush");
    expect(told()).toEqual([
      ["view_item", { currency: "EUR", items: [{ item_id: "sku-1" }] }],
      ["add_to_cart", { currency: "EUR", value: 89.9, items: [ITEM] }],
      ["begin_checkout", { currency: "EUR", items: [ITEM] }],
    ]);
    expect(sdk.pageErrors).toEqual([]);
  });

  test("still reaches who watched it before, and who watches it later", async () => {
    sdk.shop.head = `<script>seen=[];dataLayer=[];dataLayer.push=(one)=>{seen.push(one);return 1}</script>
      ${sdk.tag('data-data-layer="dataLayer"')}
      <script>{const push=dataLayer.push;dataLayer.push=(one)=>{seen.push("later");return push(one)}}</script>`;
    const page = await sdk.open();
    await page.evaluate(() => dataLayer.push({ event: "purchase", ecommerce: { transaction_id: "t" } }));
    expect(await page.evaluate(() => (globalThis as unknown as { seen: unknown[] }).seen)).toEqual([
      "later",
      { event: "purchase", ecommerce: { transaction_id: "t" } },
    ]);
    await call(page, "flush");
    expect(told()).toEqual([["purchase", { transaction_id: "t" }]]);
  });

  test("is left alone without the option", async () => {
    sdk.shop.head = `<script>${gtagSnippet}</script>${sdk.tag()}`;
    const page = await sdk.open();
    await page.evaluate(() => gtag("event", "add_to_cart", {}));
    await call(page, "flush");
    expect(sdk.collector.requests).toEqual([]);
  });
});

describe("elements with data-cb-event", () => {
  const button = `<button data-cb-event="add_to_cart" data-cb-item-id="sku-1" data-cb-item-name="Blue mug"
    data-cb-price="9.50" data-cb-currency="EUR" data-other="no" class="buy"><b>Buy</b></button><i>nothing</i>`;
  const expected = [["add_to_cart", { item_id: "sku-1", item_name: "Blue mug", price: "9.50", currency: "EUR" }]];

  test("are recorded when they or what is in them are clicked, also where the page stops the click", async () => {
    const page = await sdk.open();
    await page.evaluate((markup) => {
      document.body.insertAdjacentHTML("beforeend", markup);
      const body = document.body as unknown as { addEventListener(type: string, on: (event: Event) => void): void };
      body.addEventListener("click", (event) => event.stopPropagation());
    }, button);
    await page.click("b");
    await page.click("i");
    await call(page, "flush");
    expect(told()).toEqual(expected);
  });
});

describe("page views of a single-page shop", () => {
  test("are recorded at the start and with each new path or query, by whatever way, with the page's address", async () => {
    sdk.shop.head = sdk.tag('data-spa="true"');
    const page = await sdk.open("/home");
    const steps: (() => void)[] = [
      () => history.pushState(null, "", "/shoes"),
      () => history.replaceState(null, "", "/shoes?size=42"),
      () => history.pushState(null, "", "/shoes?size=42#reviews"),
      () => history.replaceState({ scroll: 10 }, "", "/shoes?size=42"),
      () => history.back(),
    ];
    for (const step of steps) {
      await page.evaluate(step);
      // A task of its own for each, as in a shop.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    }
    await call(page, "flush");
    const views = sdk.collector.messages();
    expect(views.map(({ type }) => type)).toEqual(views.map(() => "page"));
    expect(views.map(({ context }) => context.page.url.slice(sdk.shop.url.length))).toEqual([
      "/home",
      "/shoes",
      "/shoes?size=42",
    ]);
  });

  test("are one when a router corrects the address at once", async () => {
    sdk.shop.head = sdk.tag('data-spa="true"');
    const page = await sdk.open("/home");
    await page.evaluate(() => {
      history.pushState(null, "", "/old");
      history.replaceState(null, "", "/new");
    });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await call(page, "flush");
    expect(sdk.collector.messages().map(({ context }) => context.page.url.slice(sdk.shop.url.length))).toEqual([
      "/home",
      "/new",
    ]);
  });
});
