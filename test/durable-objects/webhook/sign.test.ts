import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { describe, expect, test } from "vitest";
import { signedHeaders } from "../../../durable-objects/webhook/sign.ts";
import { ROTATION_MS, withSecret } from "../../../durable-objects/webhook/rotate-secret.ts";
import type { EndpointState } from "../../../durable-objects/webhook/endpoint-state.ts";

const OLD = `whsec_${btoa("the old secret of 24 bytes or more")}`;
const NEW = `whsec_${btoa("the new secret of 24 bytes or more")}`;
const NEWEST = `whsec_${btoa("the newest secret of 24 bytes or more")}`;
const WRONG = `whsec_${btoa("a secret that was never given out")}`;
const MESSAGE = { id: "c_1-1-abandoned-1", body: JSON.stringify({ type: "cart.abandoned", data: { name: "Café ✓" } }) };
const only = (secret: string) => [{ secret, until: null }];

const endpoint: EndpointState = {
  store: "shop",
  id: "we_1",
  url: "https://shop.example/",
  secrets: only(OLD),
  disabledReason: null,
  storeKnows: true,
  health: { consecutiveFailures: 0, failingSince: null },
  pausedUntil: null,
};

// Receivers verify with whichever library they like; both must agree with us.
describe.each([
  ["standardwebhooks", (secret: string) => new StandardWebhook(secret)],
  ["svix", (secret: string) => new SvixWebhook(secret)],
] as const)("a receiver that verifies with %s", (_name, webhook) => {
  test("accepts what we sign", () => {
    const headers = signedHeaders(MESSAGE, only(OLD), Date.now());
    expect(() => webhook(OLD).verify(MESSAGE.body, headers)).not.toThrow();
  });

  test("accepts either secret during a rotation, and afterwards the new one alone", () => {
    const now = Date.now();
    const rotated = withSecret(endpoint, NEW, now);
    const during = signedHeaders(MESSAGE, rotated.secrets, now);
    expect(during["webhook-signature"]).toMatch(/^v1,\S+ v1,\S+$/);
    expect(() => webhook(OLD).verify(MESSAGE.body, during)).not.toThrow();
    expect(() => webhook(NEW).verify(MESSAGE.body, during)).not.toThrow();

    const rotatedLongAgo = withSecret(endpoint, NEW, now - ROTATION_MS);
    const after = signedHeaders(MESSAGE, rotatedLongAgo.secrets, now);
    expect(after["webhook-signature"]).toMatch(/^v1,\S+$/);
    expect(() => webhook(NEW).verify(MESSAGE.body, after)).not.toThrow();
    expect(() => webhook(OLD).verify(MESSAGE.body, after)).toThrow("No matching signature found");
  });

  test.each([
    ["a changed body", "No matching", () => ({ body: MESSAGE.body.replace("Café", "Cafe") })],
    ["a changed id", "No matching", () => ({ headers: { "webhook-id": "c_1-1-abandoned-2" } })],
    [
      "a changed time",
      "No matching",
      () => ({ headers: { "webhook-timestamp": String(Math.floor(Date.now() / 1000) - 1) } }),
    ],
    ["a wrong secret", "No matching", () => ({ secret: WRONG })],
    ["a message of six minutes ago", "too old", () => ({ at: Date.now() - 6 * 60_000 })],
    ["a message six minutes ahead", "too new", () => ({ at: Date.now() + 6 * 60_000 })],
    ["no signature", "Missing required headers", () => ({ headers: { "webhook-signature": "" } })],
  ])("refuses %s", (_what, reason, change) => {
    const { body, headers, secret, at }: { body?: string; headers?: object; secret?: string; at?: number } = change();
    const signed = { ...signedHeaders(MESSAGE, only(OLD), at ?? Date.now()), ...headers };
    expect(() => webhook(secret ?? OLD).verify(body ?? MESSAGE.body, signed)).toThrow(reason);
  });
});

test("a signature is the HMAC-SHA256 of id, time and body under the secret's bytes, without any library", async () => {
  const at = Date.UTC(2026, 10, 20, 10, 0, 0, 999);
  const secret = new TextEncoder().encode(atob(OLD.slice("whsec_".length)));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signed = new TextEncoder().encode(`${MESSAGE.id}.${Math.floor(at / 1000)}.${MESSAGE.body}`);
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  expect(signedHeaders(MESSAGE, only(OLD), at)).toEqual({
    "webhook-id": MESSAGE.id,
    "webhook-timestamp": "1795168800",
    "webhook-signature": `v1,${btoa(String.fromCharCode(...digest))}`,
  });
});

describe("secrets", () => {
  test("of an earlier rotation are not given more time by the next", () => {
    const twice = withSecret(withSecret(endpoint, NEW, 1000), NEWEST, 2000);
    expect(twice.secrets).toEqual([
      { secret: NEWEST, until: null },
      { secret: NEW, until: 2000 + ROTATION_MS },
      { secret: OLD, until: 1000 + ROTATION_MS },
    ]);
  });

  test("that have ended are dropped at the next rotation", () => {
    const later = withSecret(withSecret(endpoint, NEW, 0), NEWEST, ROTATION_MS);
    expect(later.secrets.map(({ secret }) => secret)).toEqual([NEWEST, NEW]);
  });
});
