import { describe, expect, test } from "vitest";
import { hashOfToken } from "../../../durable-objects/restore/hash-of-token.ts";
import { openToken, storeOfToken } from "../../../durable-objects/restore/open-token.ts";
import { restoreUrl } from "../../../durable-objects/restore/restore-url.ts";
import { TOKEN_RANDOM_BYTES, sealToken } from "../../../durable-objects/restore/seal-token.ts";
import type { ShopperKey } from "../../../engine/event.ts";

const SALT = "6f1c2a0e-salt";
const random = (fill: number) => new Uint8Array(TOKEN_RANDOM_BYTES).fill(fill);
const seal = (shopper: ShopperKey, store = "dev", fill = 1) => sealToken(shopper, { store, salt: SALT }, random(fill));

describe("a restore link's token", () => {
  test.each<[ShopperKey]>([["u:ann@shop.example"], ["a:x"], ["u:日本 / ?#"], [`u:${"x".repeat(128)}`]])(
    "leads to %s and does not show it",
    (shopper) => {
      const token = seal(shopper);
      expect(token).toMatch(/^dev\.[\w-]+$/);
      expect(openToken(token, SALT)).toBe(shopper);
      const bytes = atob(token.slice(4).replaceAll("-", "+").replaceAll("_", "/"));
      for (const part of shopper.slice(2).match(/.{4}/gu) ?? []) expect(bytes).not.toContain(part);
    },
  );

  test("is the same for the same randomness, and another for other randomness", () => {
    expect(seal("u:ann")).toBe(seal("u:ann"));
    expect(seal("u:ann", "dev", 2).slice(22)).not.toBe(seal("u:ann").slice(22));
  });

  test("names its store, whose names may hold - and _", () => {
    expect(storeOfToken(seal("u:ann", "my_shop-1"))).toBe("my_shop-1");
    expect(openToken(seal("u:ann", "my_shop-1"), SALT)).toBe("u:ann");
  });

  test("opens with no other store's key, and for no other store", () => {
    const token = seal("u:ann");
    expect(openToken(token, "another salt")).toBeNull();
    expect(openToken(token.replace("dev.", "dev2."), SALT)).toBeNull();
  });

  test("does not open when any of its digits was changed", () => {
    const token = seal("u:ann-and-bob");
    // The last digit may hold bits that mean nothing; the token's hash sees them all the same.
    for (let at = 4; at < token.length - 1; at += 1) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      expect(openToken(changed, SALT)).toBeNull();
      expect(hashOfToken(changed)).not.toBe(hashOfToken(token));
    }
  });

  test.each([[""], ["."], ["dev"], ["dev."], ["dev.short"], ["DEV.".padEnd(60, "A")], ["dev.".padEnd(60, "%")]])(
    "%j is none",
    (text) => {
      expect(storeOfToken(text)).toBeNull();
      expect(openToken(text, SALT)).toBeNull();
    },
  );

  test("is kept as 128 bits of its SHA-256", () => {
    expect(hashOfToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223");
  });
});

describe("the address of a link", () => {
  test.each([
    ["https://carts.example", "https://carts.example/r/dev.T"],
    ["https://carts.example/", "https://carts.example/r/dev.T"],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787/r/dev.T"],
    ["javascript:alert(1)", null],
    ["carts.example", null],
    ["", null],
    [null, null],
    [undefined, null],
  ])("with %j as the service's address is %j", (base, expected) => {
    expect(restoreUrl(base, "dev.T")).toBe(expected);
  });
});
