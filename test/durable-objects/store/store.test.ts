import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { EndpointRecord } from "../../../durable-objects/store/endpoint-record.ts";
import type { KeyKind } from "../../../durable-objects/store/rotate-key.ts";
import { sha256Hex } from "../../../durable-objects/store/sha256-hex.ts";
import type { Store } from "../../../durable-objects/store/store.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";

const DAY_MS = 86_400_000;
const store = env.STORE.getByName("dev");

/** Everything that the object has stored, as one text. */
const dump = () =>
  runInDurableObject<Store, string>(store, (_, { storage }) =>
    JSON.stringify(
      ["store", "keys", "identity_secrets", "endpoints", "rejected"].map((table) =>
        storage.sql.exec(`SELECT * FROM ${table}`).toArray(),
      ),
    ),
  );

const endpoint = (id: string, more: Partial<EndpointRecord> = {}): EndpointRecord => ({
  id,
  url: "https://shop.example/hook",
  eventTypes: ["cart.abandoned"],
  description: "",
  disabledReason: null,
  createdAt: 1,
  ...more,
});

const rotate = (kind: KeyKind, previousExpireAt: number) =>
  store.rotateKey({ kind, previousExpireAt, random: crypto.randomUUID().replaceAll("-", "") });

describe("a new store", () => {
  test("has the operator's keys, default settings, 16 shards and a salt of its own", async () => {
    const config = await store.config(Date.now());
    expect(config).toMatchObject({ store: "dev", settings: DEFAULT_SETTINGS, shards: 16, endpoints: [] });
    expect(config.salt).toMatch(/^[0-9a-f-]{36}$/);
    expect(config).toMatchObject({ identitySecrets: [], hasEvents: false });
    expect(config.keys.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: "secret", hash: await sha256Hex("sk_dev_DEVELOPMENTONLY"), expiresAt: null },
      { kind: "write", hash: await sha256Hex("wk_dev_DEVELOPMENTONLY"), expiresAt: null },
    ]);
  });

  test("keeps no key in a form that could be used", async () => {
    expect(await dump()).not.toContain("DEVELOPMENTONLY");
  });

  test("keeps its salt through an eviction", async () => {
    const { salt } = await store.config(0);
    await evictDurableObject(store);
    expect((await store.config(0)).salt).toBe(salt);
  });
});

test("a store that the operator does not list does not exist", async () => {
  const failed = await runInDurableObject<Store, boolean>(env.STORE.getByName("nobody"), (instance) => {
    try {
      instance.config(0);
      return false;
    } catch {
      return true;
    }
  });
  expect(failed).toBe(true);
});

describe("keys", () => {
  test("the old key ends at its time and not before; the other kind is not touched", async () => {
    const now = Date.now();
    const key = await rotate("write", now + DAY_MS);
    const hashes = async (at: number) =>
      (await store.config(at)).keys.filter(({ kind }) => kind === "write").map(({ hash }) => hash);
    const [newHash, oldHash] = [await sha256Hex(key), await sha256Hex("wk_dev_DEVELOPMENTONLY")];
    expect(await hashes(now + DAY_MS - 1)).toEqual([newHash, oldHash]);
    expect(await hashes(now + DAY_MS)).toEqual([newHash]);
    const secrets = (await store.config(now + DAY_MS)).keys.filter(({ kind }) => kind === "secret");
    expect(secrets).toHaveLength(1);
  });

  test("a second rotation does not prolong the first", async () => {
    const now = Date.now();
    await rotate("secret", now + DAY_MS);
    await rotate("secret", now + 2 * DAY_MS);
    const { keys } = await store.config(now + DAY_MS);
    expect(keys.filter(({ kind }) => kind === "secret")).toHaveLength(2);
  });

  test("new keys survive an eviction, and only as hashes", async () => {
    const key = await rotate("write", Date.now());
    await evictDurableObject(store);
    expect((await store.config(Date.now())).keys).toContainEqual(
      expect.objectContaining({ hash: await sha256Hex(key) }),
    );
    expect(await dump()).not.toContain(key);
  });

  test("identity secrets stay readable, since they sign; the youngest comes first", async () => {
    const now = Date.now();
    const first = await rotate("identity", now);
    const second = await rotate("identity", now + DAY_MS);
    const { identitySecrets } = await store.config(now);
    expect(new Set(identitySecrets.map(({ secret }) => secret))).toEqual(new Set([first, second]));
    expect((await store.config(now + DAY_MS)).identitySecrets).toEqual([{ secret: second, expiresAt: null }]);
  });

  test.each<[KeyKind, number]>([
    ["read", 20],
    ["identity", 5],
  ])("of more %s keys than %i the oldest end at once, however long they were to be valid", async (kind, most) => {
    const made: string[] = [];
    for (let count = 0; count < most + 3; count += 1) {
      made.push(await rotate(kind, Date.now() + 365 * DAY_MS));
      // Two of one millisecond have no order.
      const now = Date.now();
      await vi.waitUntil(() => Date.now() > now, { interval: 1 });
    }
    const { keys, identitySecrets } = await store.config(Date.now());
    const valid =
      kind === "identity"
        ? identitySecrets.map(({ secret }) => secret)
        : keys.filter((key) => key.kind === kind).map(({ hash }) => hash);
    const newest = made.slice(-most).toReversed();
    expect(valid).toEqual(kind === "identity" ? newest : await Promise.all(newest.map(sha256Hex)));
  });

  test("the alarm forgets what has expired, and runs twice as well as once", async () => {
    const key = await rotate("write", Date.now() + DAY_MS);
    await rotate("write", Date.now() - 1);
    await runDurableObjectAlarm(store);
    await runDurableObjectAlarm(store);
    expect(await dump()).not.toContain(await sha256Hex(key));
  });
});

describe("endpoints", () => {
  test("are listed oldest first, replaced by id, and deleted once", async () => {
    await store.putEndpoint(endpoint("we_b", { createdAt: 2 }));
    await store.putEndpoint(endpoint("we_a", { createdAt: 10 }));
    await store.putEndpoint(endpoint("we_b", { createdAt: 2, description: "changed" }));
    await evictDurableObject(store);
    expect((await store.endpoints()).map(({ id, description }) => [id, description])).toEqual([
      ["we_b", "changed"],
      ["we_a", ""],
    ]);
    expect(await store.deleteEndpoint("we_a")).toBe(true);
    expect(await store.deleteEndpoint("we_a")).toBe(false);
  });

  test("one that failed is kept with its first reason and still given to shoppers, so that nothing is lost", async () => {
    await store.putEndpoint(endpoint("we_c"));
    expect((await store.config(0)).endpoints).toContainEqual({ id: "we_c", eventTypes: ["cart.abandoned"] });
    expect(await store.disableEndpoint("we_c", "410")).toBe(true);
    expect(await store.disableEndpoint("we_c", "later")).toBe(true);
    expect((await store.config(0)).endpoints.find(({ id }) => id === "we_c")).toMatchObject({ disabled: true });
    expect((await store.endpoints()).find(({ id }) => id === "we_c")?.disabledReason).toBe("410");
    expect(await store.disableEndpoint("we_nothing", "410")).toBe(false);
  });

  test("one that its owner disabled is no longer given to shoppers", async () => {
    await store.putEndpoint(endpoint("we_d", { disabledReason: "owner" }));
    expect((await store.config(0)).endpoints.map(({ id }) => id)).not.toContain("we_d");
  });
});

test("that events exist is remembered through an eviction, and noted once", async () => {
  await store.markEventsExist();
  await evictDurableObject(store);
  expect((await store.config(0)).hasEvents).toBe(true);
});
