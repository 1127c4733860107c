import { describe, expect, test } from "vitest";
import type { Line } from "../../../engine/cart/line.ts";
import { readReturnUrl, returnAddress } from "../../../engine/restore/return-address.ts";
import { lineOf } from "../../../engine/cart/line.ts";
import { item } from "../../support/shopper-events.ts";

const line = (id: string, variant: string | null = null, quantity = 1): Line => ({
  ...lineOf(item(id), quantity),
  variant,
});

function addressOf(returnUrl: string, lines: Line[], token = "dev.T"): URL {
  const url = readReturnUrl(returnUrl);
  if (url === null) throw new Error("no return URL");
  return new URL(returnAddress(url, lines, token));
}

/** How a shop reads the parameter; README shows the same. */
const read = (address: URL) =>
  (address.searchParams.get("cartbeat_cart") ?? "")
    .split(",")
    .filter((text) => text !== "")
    .map((text) => text.split(":").map(decodeURIComponent));

describe("the address that a link leads to", () => {
  test.each([
    [
      "https://shop.example/cart",
      [line("mug")],
      "https://shop.example/cart?cartbeat_token=dev.T&cartbeat_cart=mug%3A%3A1",
    ],
    ["https://shop.example", [], "https://shop.example/?cartbeat_token=dev.T&cartbeat_cart="],
    [
      "http://localhost:3000/c?a=1&b=2#top",
      [line("a", "xl", 2.5)],
      "http://localhost:3000/c?a=1&b=2&cartbeat_token=dev.T&cartbeat_cart=a%3Axl%3A2.5#top",
    ],
  ])("%s with %j", (returnUrl, lines, expected) => {
    expect(addressOf(returnUrl, lines).href).toBe(expected);
  });

  test.each([
    ["a,b", "c:d"],
    ["&cartbeat_token=x", "#"],
    ["//evil.example/", "@evil.example"],
    ["日本", "é\u0000"],
    ["\ud800", "%2C"],
  ])("an item %j, variant %j comes back as it was, and leads nowhere else", (id, variant) => {
    const address = addressOf("https://shop.example/cart", [line(id, variant, 3), line("next")]);
    expect(address.origin + address.pathname).toBe("https://shop.example/cart");
    expect(address.searchParams.get("cartbeat_token")).toBe("dev.T");
    expect(read(address)).toEqual([
      [id.toWellFormed(), variant, "3"],
      ["next", "", "1"],
    ]);
  });

  test("a return URL that names the parameters itself does not win", () => {
    const address = addressOf("https://shop.example/?cartbeat_token=theirs&cartbeat_cart=theirs", [line("a")]);
    expect(address.searchParams.getAll("cartbeat_token")).toEqual(["dev.T"]);
    expect(read(address)).toEqual([["a", "", "1"]]);
  });

  test("a cart that is too large is cut at a line, and says so", () => {
    const lines = Array.from({ length: 500 }, (_, index) => line(`product-with-a-long-id-${index}`));
    const address = addressOf("https://shop.example/cart", lines);
    expect(address.href.length).toBeLessThan(6000);
    expect(address.searchParams.get("cartbeat_truncated")).toBe("1");
    const kept = read(address);
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.map(([id]) => id)).toEqual(lines.slice(0, kept.length).map(({ id }) => id));
    expect(addressOf("https://shop.example/cart", lines.slice(0, 20)).searchParams.has("cartbeat_truncated")).toBe(
      false,
    );
  });

  test.each([[null], [""], ["shop.example"], ["javascript:alert(1)"], ["data:text/html,x"], ["ftp://shop.example/"]])(
    "%j is no return URL",
    (text) => {
      expect(readReturnUrl(text)).toBeNull();
    },
  );
});
