import { describe, expect, test } from "vitest";
import { refusalOfUrl } from "../../../engine/webhook/refusal-of-url.ts";
import { REFUSED_URLS } from "../../support/refused-urls.ts";

const production = { allowLocal: false };
const development = { allowLocal: true };

const ALLOWED = [
  "https://shop.example/webhooks",
  "https://hooks.shop.example:8443/a/b?c=d#e",
  "HTTPS://Shop.Example/Hook",
  "https://localhost.shop.example/",
  "https://internal.shop.com/",
  "https://mylocal.shop/",
  "https://10.shop.example/",
  "https://0x7f.shop.example/",
  "https://bücher.example/",
  "https://xn--bcher-kva.example/",
  "https://shop.example/?next=http://127.0.0.1/",
  "https://shop.example/user@127.0.0.1",
];

describe("where webhooks may go", () => {
  test.each(REFUSED_URLS)("%j is refused: %s", (url, reason) => {
    expect(refusalOfUrl(url, production)).toBe(reason);
  });

  test.each(ALLOWED)("%s is allowed", (url) => {
    expect(refusalOfUrl(url, production)).toBeNull();
  });

  test("the table is as long as it was promised to be", () => {
    expect(new Set(REFUSED_URLS.map(([url]) => url)).size).toBeGreaterThanOrEqual(60);
  });
});

describe("where webhooks may go in development", () => {
  test.each([
    "http://127.0.0.1:3000/webhooks",
    "http://localhost:3000/webhooks",
    "http://[::1]:3000/",
    "http://receiver:3000/",
    "https://shop.test/",
    "https://shop.example/",
  ])("%s is allowed", (url) => {
    expect(refusalOfUrl(url, development)).toBeNull();
  });

  test.each([
    ["ftp://127.0.0.1/", "not_https"],
    ["file:///etc/passwd", "invalid_url"],
    ["http://user:password@127.0.0.1/", "credentials"],
    ["http://127.0.0.1\\@shop.example/", "invalid_url"],
    ["localhost:3000", "invalid_url"],
  ])("%s is refused all the same: %s", (url, reason) => {
    expect(refusalOfUrl(url, development)).toBe(reason);
  });
});
