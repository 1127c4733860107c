import { describe, expect, test } from "vitest";
import { identityVerifier } from "../../worker/ingest/verify-identity.ts";
import { callAsOwner, postBatch } from "./call.ts";

const DAY_MS = 86_400_000;

/** As a shop's server would make it. */
async function tokenOf(secret: string, store: string, userId: string): Promise<string> {
  const text = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", text.encode(secret), algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, text.encode(`${store}\n${userId}`)));
  return btoa(String.fromCharCode(...signature))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

const message = (userId: unknown, token: unknown) => ({ type: "page", userId, context: { identity_token: token } });

describe("identityVerifier", () => {
  const now = Date.UTC(2026, 10, 20);
  const secrets = [
    { secret: "new", expiresAt: null },
    { secret: "old", expiresAt: now + DAY_MS },
    { secret: "gone", expiresAt: now },
  ];

  test.each<[string, Parameters<typeof tokenOf>, boolean]>([
    ["the present secret", ["new", "shop", "ann"], true],
    ["the one before, until it ends", ["old", "shop", "ann"], true],
    ["one that has ended", ["gone", "shop", "ann"], false],
    ["a secret of somebody else", ["other", "shop", "ann"], false],
    ["a token of another store", ["new", "other-shop", "ann"], false],
    ["a token of another user", ["new", "shop", "bob"], false],
  ])("%s", async (_, signed, proven) => {
    const token = await tokenOf(...signed);
    const verify = await identityVerifier("shop", secrets, [message("ann", token)], now);
    expect(verify("ann", token)).toBe(proven);
  });

  test("a token in hexadecimal digits proves the same", async () => {
    const base64 = (await tokenOf("new", "shop", "ann")).replaceAll("-", "+").replaceAll("_", "/");
    const hex = Array.from(atob(base64), (char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
    const verify = await identityVerifier("shop", secrets, [message("ann", hex), message("bob", hex)], now);
    expect([verify("ann", hex), verify("ann", hex.toUpperCase()), verify("bob", hex)]).toEqual([true, true, false]);
    expect(
      verify(
        "ann",
        hex.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
      ),
    ).toBe(false);
  });

  test.each(["", "x", "%%%", "ü", "A".repeat(43), "A".repeat(10_000)])("the token %j proves nothing", async (token) => {
    const verify = await identityVerifier("shop", secrets, [message("ann", token)], now);
    expect(verify("ann", token)).toBe(false);
  });

  test("numbers as user ids are rendered before they are signed", async () => {
    const token = await tokenOf("new", "shop", "17");
    const verify = await identityVerifier("shop", secrets, [message(17, token)], now);
    expect(verify("17", token)).toBe(true);
  });

  test("without a secret nothing is proven", async () => {
    const token = await tokenOf("new", "shop", "ann");
    const verify = await identityVerifier("shop", [], [message("ann", token)], now);
    expect(verify("ann", token)).toBe(false);
  });
});

test("a secret made by POST /v1/keys proves a user through the whole worker when tokens are enforced", async () => {
  const { key } = await (await callAsOwner("/v1/keys", { body: { kind: "identity" } })).json<{ key: string }>();
  await callAsOwner("/v1/settings", { method: "PATCH", body: { identity_verification: "enforce" } });
  const token = await tokenOf(key, "dev", "ann");
  expect(await postBatch(message("ann", token))).toMatchObject({ accepted: 1 });
  expect(await postBatch(message("bob", token))).toMatchObject({ rejected: [{ code: "identity_unverified" }] });
});
