import { describe, expect, test } from "vitest";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import { SECRET_KEY, WRITE_KEY, call, callAsOwner, errorOf, post } from "./call.ts";

interface NewKey {
  kind: string;
  key: string;
  previous_expires_at: string;
}

const rotate = async (body: unknown) => (await callAsOwner("/v1/keys", { body })).json<NewKey>();
const readWith = async (key: string) =>
  (await call("/v1/settings", { headers: { Authorization: `Bearer ${key}` } })).status;
const sendWith = async (writeKey: string) => (await post("/v1/batch", { writeKey, batch: [] })).status;

describe("rotation", () => {
  test("a new write key works at once, and the old one for another day", async () => {
    const before = Date.now();
    const { kind, key, previous_expires_at } = await rotate({ kind: "write" });
    expect(kind).toBe("write");
    expect(key).toMatch(/^wk_dev_[0-9a-f]{40}$/);
    expect(Date.parse(previous_expires_at) - before).toBeGreaterThanOrEqual(86_400_000);
    expect(Date.parse(previous_expires_at) - before).toBeLessThan(86_410_000);
    expect(await sendWith(key)).toBe(200);
    expect(await sendWith(WRITE_KEY)).toBe(200);
    expect(await readWith(key)).toBe(403);
  });

  test("an old key dies at the time that was asked for", async () => {
    const { key } = await rotate({ kind: "write", previous_expires_at: new Date(Date.now() - 1000).toISOString() });
    expect(await sendWith(WRITE_KEY)).toBe(401);
    expect(await sendWith(key)).toBe(200);
  });

  test("a new secret key works beside the old one and can rotate it away", async () => {
    const { key } = await rotate({ kind: "secret" });
    expect(key).toMatch(/^sk_dev_/);
    expect(await readWith(key)).toBe(200);
    expect(await readWith(SECRET_KEY)).toBe(200);
  });

  test("a key is shown once: no later answer holds it", async () => {
    const { key } = await rotate({ kind: "write" });
    forgetStoreConfig("dev");
    const settings = await (await callAsOwner("/v1/settings")).text();
    expect(settings).not.toContain(key);
  });

  test("the answer is not cached by anybody", async () => {
    const response = await callAsOwner("/v1/keys", { body: { kind: "identity" } });
    expect(response.status).toBe(201);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });

  test.each<[string, unknown, string | undefined]>([
    ["no kind", {}, "kind"],
    ["an unknown kind", { kind: "master" }, "kind"],
    ["a time without a zone", { kind: "write", previous_expires_at: "2026-11-20T10:00:00" }, "previous_expires_at"],
    ["an unknown field", { kind: "write", previous: 1 }, undefined],
  ])("%s is a 400", async (_, body, parameter) => {
    const answer = await errorOf(await callAsOwner("/v1/keys", { body }));
    expect(answer).toMatchObject({ status: 400, error: { code: "invalid_parameter" } });
    expect(answer.error.parameter).toBe(parameter);
  });

  test("the write key cannot make keys", async () => {
    const response = await post("/v1/keys", { kind: "secret" }, { Authorization: `Bearer ${WRITE_KEY}` });
    expect([401, 403]).toContain(response.status);
  });
});
