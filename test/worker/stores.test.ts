import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { CONFIG_CACHE_MS, cachedStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { CreatedStore, StoreEntry } from "../../protocol/stores.ts";
import { call, errorOf, post, SECRET_KEY } from "./call.ts";
import { createEndpoint } from "./endpoints.ts";

const ADMIN = { Authorization: "Bearer ak_DEVELOPMENTONLY" };

const create = (store: unknown) => post("/v1/stores", { store }, ADMIN);
const made = async (store: string) => (await create(store)).json<CreatedStore>();
const close = (store: string) => call(`/v1/stores/${store}`, { method: "DELETE", headers: ADMIN });
const readWith = async (key: string) =>
  (await call("/v1/settings", { headers: { Authorization: `Bearer ${key}` } })).status;
const sendWith = async (writeKey: string) =>
  (await post("/v1/batch", { writeKey, batch: [{ type: "page", anonymousId: "a", messageId: crypto.randomUUID() }] }))
    .status;
const listed = async (store: string) => {
  const { data } = await (await call("/v1/stores", { headers: ADMIN })).json<{ data: StoreEntry[] }>();
  return data.find((entry) => entry.store === store);
};

describe("a store that is created", () => {
  test("works at once with the keys that are shown once, and is listed", async () => {
    const before = Date.now();
    const response = await create("fresh");
    expect(response.status).toBe(201);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    const { write_key, secret_key } = await response.json<CreatedStore>();
    expect(write_key).toMatch(/^wk_fresh_[0-9a-f]{40}$/);
    expect([await sendWith(write_key), await readWith(secret_key)]).toEqual([200, 200]);
    const entry = await listed("fresh");
    expect(entry).toMatchObject({ configured: false, closed_at: null });
    expect(Date.parse(entry?.created_at ?? "")).toBeGreaterThanOrEqual(before);
    expect(JSON.stringify(entry)).not.toMatch(/[ws]k_/);
  });

  test("exists once: a second one of its name, or of a configured store's, is a conflict and leaves it as it is", async () => {
    const { secret_key } = await made("twice");
    for (const store of ["twice", "dev"]) expect((await create(store)).status).toBe(409);
    expect([await readWith(secret_key), await readWith(SECRET_KEY)]).toEqual([200, 200]);
  });

  test("has one pair of keys, however many ask for it at once", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => create("raced")));
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4);
    const winner = answers.find(({ status }) => status === 201);
    const keys = await winner?.json<CreatedStore>();
    expect(await readWith(keys?.secret_key ?? "")).toBe(200);
  });

  test.each([
    ["no name", undefined],
    ["a path", "a/b"],
    ["capitals", "Shop"],
    ["65 characters", "s".repeat(65)],
  ])("%s is a 400", async (_, store) => {
    expect(await errorOf(await create(store))).toMatchObject({ status: 400, error: { parameter: "store" } });
  });
});

describe("a store that is closed", () => {
  test("takes and shows nothing any more, and cannot be made again", async () => {
    const { write_key, secret_key } = await made("gone");
    expect(await sendWith(write_key)).toBe(200);
    expect((await close("gone")).status).toBe(204);
    expect([await sendWith(write_key), await readWith(secret_key)]).toEqual([401, 401]);
    expect((await listed("gone"))?.closed_at).toMatch(/^\d{4}-/);
    expect((await create("gone")).status).toBe(409);
  });

  test("is closed within 60 s for an isolate that knows its keys", async () => {
    const { store } = await made("elsewhere");
    const now = Date.now();
    expect((await cachedStoreConfig(env, store, now))?.keys).toHaveLength(2);
    await env.REGISTRY.getByName("stores").close(store, now);
    expect((await cachedStoreConfig(env, store, now + CONFIG_CACHE_MS))?.keys).toEqual([]);
  });

  test("sends no webhooks: its endpoints are disabled and its shoppers know of none", async () => {
    const { id } = await createEndpoint();
    expect((await close("dev")).status).toBe(204);
    expect((await cachedStoreConfig(env, "dev", Date.now()))?.endpoints).toEqual([]);
    const endpoints = await env.STORE.getByName("dev").endpoints();
    expect(endpoints.find((endpoint) => endpoint.id === id)?.disabledReason).toBe("store_closed");
    expect(await listed("dev")).toMatchObject({ configured: true, created_at: null });
    expect((await listed("dev"))?.closed_at).not.toBeNull();
    expect(await readWith(SECRET_KEY)).toBe(401);
  });

  test("is closed once: again changes nothing, and one that is not there is a 404", async () => {
    await made("done");
    await close("done");
    const first = await listed("done");
    expect((await close("done")).status).toBe(204);
    expect(await listed("done")).toEqual(first);
    for (const store of ["never", "x%2Fu:anna", "__proto__"]) expect((await close(store)).status).toBe(404);
  });
});
