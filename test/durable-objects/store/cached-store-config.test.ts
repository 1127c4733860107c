import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { Env } from "../../../durable-objects/env.ts";
import {
  CONFIG_CACHE_MS,
  cachedStoreConfig,
  forgetStoreConfig,
} from "../../../durable-objects/store/cached-store-config.ts";
import { storageCounters } from "../../../durable-objects/storage/storage-counters.ts";

const NOW = Date.UTC(2026, 10, 20);
const requests = () => storageCounters.requests().get("Store") ?? 0;

const WITH_BROKEN_STORE: Env = {
  ...env,
  STORE: {
    idFromName: String,
    get: () => ({ config: () => Promise.reject(new Error("down")) }),
  } as unknown as Env["STORE"],
};

beforeEach(() => forgetStoreConfig("dev"));

describe("cachedStoreConfig", () => {
  test.each([
    [0, 0],
    [CONFIG_CACHE_MS - 1, 0],
    [CONFIG_CACHE_MS, 1],
    // A clock that was put back must not keep a configuration for longer.
    [-1, 1],
  ])("%i ms later the store is asked %i times", async (laterMs, asked) => {
    await cachedStoreConfig(env, "dev", NOW);
    const before = requests();
    expect(await cachedStoreConfig(env, "dev", NOW + laterMs)).toMatchObject({ store: "dev" });
    expect(requests() - before).toBe(asked);
  });

  test("after forgetting, a change is seen at once", async () => {
    await cachedStoreConfig(env, "dev", NOW);
    await env.STORE.getByName("dev").patchSettings({ expire_days: 3 });
    expect((await cachedStoreConfig(env, "dev", NOW))?.settings.expire_days).toBe(30);
    forgetStoreConfig("dev");
    expect((await cachedStoreConfig(env, "dev", NOW))?.settings.expire_days).toBe(3);
  });

  test("of many who ask at once one asks the store", async () => {
    const before = requests();
    const asked = Array.from({ length: 200 }, async () => cachedStoreConfig(env, "dev", NOW));
    for (const config of await Promise.all(asked)) expect(config).toMatchObject({ store: "dev" });
    expect(requests() - before).toBe(1);
  });

  test("what was asked before a change is not what is told after it", async () => {
    const answer = Promise.withResolvers<object>();
    const slow = { idFromName: String, get: () => ({ config: async () => answer.promise }) };
    const old = cachedStoreConfig({ ...env, STORE: slow as unknown as Env["STORE"] }, "dev", NOW);
    await env.STORE.getByName("dev").patchSettings({ expire_days: 5 });
    forgetStoreConfig("dev");
    expect((await cachedStoreConfig(env, "dev", NOW))?.settings.expire_days).toBe(5);
    answer.resolve({ store: "dev", settings: { expire_days: 4 } });
    expect((await old)?.settings.expire_days).toBe(4);
    expect((await cachedStoreConfig(env, "dev", NOW))?.settings.expire_days).toBe(5);
  });

  test("when the one who asks is told nothing, the others ask as well", async () => {
    const nobody = { idFromName: String, get: () => ({ config: async () => new Promise(() => {}) }) };
    void cachedStoreConfig({ ...env, STORE: nobody as unknown as Env["STORE"] }, "dev", NOW);
    expect(await cachedStoreConfig(env, "dev", NOW)).toMatchObject({ store: "dev" });
  });

  test("a store that does not exist is null, and no object is made for it", async () => {
    const before = requests();
    expect(await cachedStoreConfig(env, "nobody", NOW)).toBeNull();
    expect(requests()).toBe(before);
  });

  test("when the store cannot be reached, what is too old is not used instead", async () => {
    await cachedStoreConfig(env, "dev", NOW);
    await expect(cachedStoreConfig(WITH_BROKEN_STORE, "dev", NOW + CONFIG_CACHE_MS)).rejects.toThrow("down");
  });
});
