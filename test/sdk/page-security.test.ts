import { describe, expect, test } from "vitest";
import { addToCart, call, useSdk } from "./sdk-fixture.ts";

const sdk = useSdk();

declare const violations: string[];

/** Written into pages: keeps what the browser finds against the page's policy. */
const WATCH = `<script nonce="n0nce">violations=[];addEventListener("securitypolicyviolation",
  (violation)=>violations.push(violation.violatedDirective+" "+violation.blockedURI))</script>`;

const policy = (): string =>
  [
    "default-src 'none'",
    "script-src 'nonce-n0nce'",
    `connect-src ${sdk.collector.url}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");

describe("a page with a strict policy", () => {
  test("shows no violation, and its events arrive", async () => {
    sdk.shop.headers["content-security-policy"] = policy();
    sdk.shop.head = WATCH + sdk.tag('nonce="n0nce" data-spa="true" data-data-layer="dataLayer"');
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "page");
    await call(page, "flush");
    expect(sdk.collector.messages().map(({ type }) => type)).toEqual(["page", "track", "track", "page"]);
    expect(await page.evaluate(() => violations)).toEqual([]);
    expect(sdk.pageErrors).toEqual([]);
  });

  test("that forbids the collector loses nothing but the sending, and hears of no error", async () => {
    sdk.shop.headers["content-security-policy"] = policy().replace(sdk.collector.url, "'self'");
    sdk.shop.head = WATCH + sdk.tag('nonce="n0nce"');
    const page = await sdk.open();
    await addToCart(page, 2);
    await call(page, "flush");
    expect(sdk.collector.requests).toEqual([]);
    expect(sdk.pageErrors).toEqual([]);
    const found = await page.evaluate(() => violations);
    expect(found.filter((violation) => !violation.startsWith("connect-src"))).toEqual([]);
  });
});

describe("subresource integrity", () => {
  test("the hash that the build prints fits the script", async () => {
    sdk.shop.head = sdk.tag(`integrity="${sdk.integrity}" crossorigin="anonymous"`);
    await addToCart(await sdk.open());
    await sdk.collector.untilAccepted(1);
    expect(sdk.collector.messages()[0]!.event).toBe("add_to_cart");
  });

  test("another script is not run", async () => {
    const other = `sha384-${Buffer.alloc(48).toString("base64")}`;
    sdk.shop.head = sdk.tag(`integrity="${other}" crossorigin="anonymous"`);
    const page = await sdk.open();
    expect(await page.evaluate(() => "cartbeat" in globalThis)).toBe(false);
  });
});

describe("a page that makes mistakes", () => {
  const mistakes: [string, unknown[]][] = [
    ["an unknown method", ["fly"]],
    ["no method", []],
    ["identify without a user", ["identify"]],
    ["track without a name", ["track"]],
    ["init twice", ["init", {}]],
  ];
  test.each(mistakes)("%s throws nothing and costs no other event", async (_, mistake) => {
    const page = await sdk.open();
    await call(page, ...mistake);
    await addToCart(page);
    await call(page, "flush");
    expect(sdk.pageErrors).toEqual([]);
    expect(sdk.collector.messages().at(-1)!.event).toBe("add_to_cart");
  });

  test("what has no JSON form is left out, and numbers have no gap", async () => {
    const page = await sdk.open();
    await page.evaluate(() => {
      const { cartbeat } = globalThis as unknown as { cartbeat: (...call: unknown[]) => void };
      const cycle: Record<string, unknown> = {};
      cycle["self"] = cycle;
      cartbeat("track", "first");
      cartbeat("track", "cycle", cycle);
      cartbeat("track", "big", { big: 1n });
      cartbeat("track", "second");
    });
    await call(page, "flush");
    expect(sdk.collector.messages().map(({ event, context }) => [event, context.seq])).toEqual([
      ["first", 1],
      ["second", 2],
    ]);
  });

  test("hears of it in debug mode, and only there", async () => {
    const said: string[] = [];
    sdk.context.on("console", (message) => said.push(message.text()));
    await call(await sdk.open(), "fly");
    expect(said).toEqual([]);
    sdk.shop.head = sdk.tag('data-debug="true"');
    await call(await sdk.open(), "fly");
    await expect.poll(() => said.join()).toContain("cartbeat TypeError");
  });
});
