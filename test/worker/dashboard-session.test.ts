import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { SessionAnswer } from "../../protocol/session.ts";
import { ORIGIN, SECRET_KEY, WRITE_KEY, call, callAsOwner, errorOf, post, postBatch, callWith } from "./call.ts";

const OURS = { "Sec-Fetch-Site": "same-origin" };

const signIn = (key: string, headers: Record<string, string> = OURS) => post("/v1/session", { key }, headers);
const cookieOf = (response: Response) => response.headers.get("Set-Cookie")?.split(";")[0] ?? "";
const withCookie = (cookie: string, path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  call(path, {
    method: init.method ?? "GET",
    headers: { Cookie: cookie, ...init.headers },
    ...(init.method === "PATCH" ? { body: "{}" } : {}),
  });

describe("signing in", () => {
  test("the secret key is exchanged for a cookie that scripts and other sites do not get", async () => {
    const before = Date.now();
    const response = await signIn(SECRET_KEY);
    expect(response.status).toBe(201);
    const cookie = response.headers.get("Set-Cookie") ?? "";
    expect(cookie).toMatch(/; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain(SECRET_KEY);
    const answer = await response.json<SessionAnswer>();
    expect(answer).toMatchObject({ store: "dev", write_key: WRITE_KEY });
    expect(Date.parse(answer.expires_at) - before).toBeGreaterThanOrEqual(12 * 3_600_000);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });

  test.each([
    ["https", "https://collector.test/v1/session", {}],
    ["a proxy that ends TLS", `${ORIGIN}/v1/session`, { "X-Forwarded-Proto": "https" }],
  ])("over %s the cookie never travels in the clear", async (_, url, more) => {
    const init = { method: "POST", headers: { ...OURS, ...more }, body: JSON.stringify({ key: SECRET_KEY }) };
    const response = await callWith(new Request(url, init), env);
    expect(response.headers.get("Set-Cookie")).toMatch(/; Secure$/);
  });

  test.each<[string, string, number]>([
    ["an unknown key", "sk_dev_unknown", 401],
    ["an unknown store", "sk_nowhere_unknown", 401],
    ["no key at all", "hello", 401],
    ["the write key", WRITE_KEY, 403],
  ])("%s signs nobody in", async (_, key, status) => {
    const response = await signIn(key);
    expect(response.status).toBe(status);
    expect(response.headers.has("Set-Cookie")).toBe(false);
  });

  test("another site's page signs nobody in", async () => {
    expect((await signIn(SECRET_KEY, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
  });
});

describe("a session", () => {
  test("reads, and says whose it is", async () => {
    const cookie = cookieOf(await signIn(SECRET_KEY));
    expect((await withCookie(cookie, "/v1/settings")).status).toBe(200);
    expect(await (await withCookie(cookie, "/v1/session")).json()).toMatchObject({ store: "dev" });
  });

  test.each<[string, Record<string, string>, number]>([
    ["the dashboard itself", { "Sec-Fetch-Site": "same-origin" }, 200],
    ["the dashboard in an older browser", { Origin: ORIGIN }, 200],
    ["another site", { "Sec-Fetch-Site": "cross-site", Origin: ORIGIN }, 403],
    ["another subdomain", { "Sec-Fetch-Site": "same-site" }, 403],
    ["another site in an older browser", { Origin: "http://evil.test" }, 403],
    ["a page that has no origin", { Origin: "null" }, 403],
    ["somebody who does not say", {}, 403],
  ])("a change that %s asks for", async (_, headers, status) => {
    const cookie = cookieOf(await signIn(SECRET_KEY));
    expect((await withCookie(cookie, "/v1/settings", { method: "PATCH", headers })).status).toBe(status);
  });

  test.each<[string, (cookie: string) => string]>([
    ["with another store", (cookie) => cookie.replace("=dev.", "=other.")],
    ["that lasts longer", (cookie) => cookie.replace(/\.\d{13}\./, `.${Date.now() + 1e11}.`)],
    ["with another signature", (cookie) => cookie.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))],
    ["cut short", (cookie) => cookie.slice(0, -1)],
  ])("a cookie %s opens nothing", async (_, forge) => {
    const cookie = forge(cookieOf(await signIn(SECRET_KEY)));
    expect(await errorOf(await withCookie(cookie, "/v1/settings"))).toMatchObject({ status: 401 });
    expect((await withCookie(cookie, "/v1/session")).status).toBe(401);
  });

  test("knows of the store's first event at once", async () => {
    const cookie = cookieOf(await signIn(SECRET_KEY));
    const hasEvents = async () => (await (await withCookie(cookie, "/v1/session")).json<SessionAnswer>()).has_events;
    expect(await hasEvents()).toBe(false);
    await postBatch({ type: "track", event: "view_item", anonymousId: "first", messageId: "first" });
    expect(await hasEvents()).toBe(true);
  });

  test("ends when the cookie is given back", async () => {
    const cookie = cookieOf(await signIn(SECRET_KEY));
    const response = await withCookie(cookie, "/v1/session", { method: "DELETE", headers: OURS });
    expect(response.status).toBe(204);
    expect(response.headers.get("Set-Cookie")).toMatch(/^cartbeat_session=; Path=\/; Max-Age=0;/);
  });

  test("dies with the key that it was exchanged for, and no other", async () => {
    const rotate = await callAsOwner("/v1/keys", { body: { kind: "secret" } });
    const { key } = await rotate.json<{ key: string }>();
    const young = cookieOf(await signIn(key));
    const old = cookieOf(await signIn(SECRET_KEY));
    await env.STORE.getByName("dev").rotateKey({ kind: "write", previousExpireAt: Date.now() - 1, random: "fresh123" });
    forgetStoreConfig("dev");
    expect((await withCookie(old, "/v1/session")).status).toBe(200);
    // Both secret keys end, and a third is made.
    const previous_expires_at = new Date(Date.now() - 1000).toISOString();
    await callAsOwner("/v1/keys", { body: { kind: "secret", previous_expires_at } });
    expect((await withCookie(old, "/v1/settings")).status).toBe(401);
    expect((await withCookie(young, "/v1/settings")).status).toBe(401);
  });
});
