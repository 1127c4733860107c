import { expect, test } from "vitest";
import { newAdminKey, newStore } from "../../../scripts/serve/new-store.ts";
import { readServeOptions } from "../../../scripts/serve/serve-options.ts";

const SHOP = newStore("shop");
const STORES = JSON.stringify([SHOP]);
const DEVELOPMENT = [{ store: "dev", write_key: "wk_dev_DEVELOPMENTONLY", secret_key: "sk_dev_DEVELOPMENTONLY" }];

function refusal(env: Record<string, string>): string {
  const read = readServeOptions(env);
  return read.ok ? "" : read.problems.join(" ");
}

function stores(change: Partial<typeof SHOP>): Record<string, string> {
  return { CARTBEAT_STORES: JSON.stringify([{ ...SHOP, ...change }]) };
}

test.each<[string, Record<string, string>, RegExp]>([
  ["no store", {}, /no store/],
  ["an empty list", { CARTBEAT_STORES: "[]" }, /no store/],
  ["the development keys", { CARTBEAT_STORES: JSON.stringify(DEVELOPMENT) }, /write key is the development key/],
  [
    "a development key among others",
    stores({ secret_key: "sk_shop_DEVELOPMENTONLY1234567890" }),
    /secret key is the dev/,
  ],
  ["no JSON", { CARTBEAT_STORES: "shop" }, /not a JSON list/],
  ["a store without keys", { CARTBEAT_STORES: '[{"store":"shop"}]' }, /not a JSON list/],
  ["a key that can be guessed", stores({ secret_key: "sk_shop_12345678" }), /secret key is short enough to guess/],
  ["a key of another store", stores({ write_key: newStore("other").write_key }), /write key is not wk_shop_/],
  ["keys in each other's place", stores({ write_key: SHOP.secret_key }), /write key is not wk_shop_/],
  ["a store twice", { CARTBEAT_STORES: JSON.stringify([SHOP, SHOP]) }, /listed twice/],
  ["a name that is none", stores({ store: "../shop" }), /a name is of/],
  ["a file that is not there", { CARTBEAT_STORES_FILE: "/nowhere/stores.json" }, /cannot be read/],
  ["a mode that is none", { CARTBEAT_STORES: STORES, CARTBEAT_MODE: "prod" }, /CARTBEAT_MODE/],
  ["a port that is none", { CARTBEAT_STORES: STORES, CARTBEAT_PORT: "http" }, /CARTBEAT_PORT/],
  [
    "a public address without a scheme",
    { CARTBEAT_STORES: STORES, CARTBEAT_PUBLIC_URL: "carts.example" },
    /PUBLIC_URL/,
  ],
  ["a public address of no web", { CARTBEAT_STORES: STORES, CARTBEAT_PUBLIC_URL: "ftp://carts.example" }, /PUBLIC_URL/],
  ["an admin key that is none", { CARTBEAT_STORES: STORES, CARTBEAT_ADMIN_KEY: "admin" }, /ADMIN_KEY is not ak_/],
  ["the development admin key", { CARTBEAT_ADMIN_KEY: "ak_DEVELOPMENTONLY" }, /ADMIN_KEY is the development key/],
  ["an admin key that can be guessed", { CARTBEAT_ADMIN_KEY: "ak_12345678" }, /ADMIN_KEY is short enough to guess/],
  ["limits that are none", { CARTBEAT_STORES: STORES, CARTBEAT_LIMITS: '{"requests":1}' }, /CARTBEAT_LIMITS/],
  ["a header that is none", { CARTBEAT_STORES: STORES, CARTBEAT_CLIENT_ADDRESS_HEADER: "a b" }, /ADDRESS_HEADER/],
  ["a network that is none", { CARTBEAT_STORES: STORES, CARTBEAT_WEBHOOK_NETWORKS: "public,lan" }, /NETWORKS/],
])("it does not start with %s", (_, env, problem) => {
  expect(refusal(env)).toMatch(problem);
});

test("what it says about a wrong key does not contain the key", () => {
  expect(refusal(stores({ secret_key: "sk_shop_12345678" }))).not.toContain("12345678");
});

test("with keys of its own it starts in production mode, on the loopback interface, webhooks to public addresses", () => {
  expect(readServeOptions({ CARTBEAT_STORES: STORES })).toMatchObject({
    ok: true,
    options: { mode: "production", host: "127.0.0.1", port: 8787, stores: STORES, webhookNetworks: ["public"] },
  });
});

test("with an admin key it starts without a store: they are created later", () => {
  const adminKey = newAdminKey();
  expect(readServeOptions({ CARTBEAT_ADMIN_KEY: adminKey })).toMatchObject({ ok: true, options: { adminKey } });
});

const reachedAt = (url: string) => readServeOptions({ CARTBEAT_STORES: STORES, CARTBEAT_PUBLIC_URL: url });

test("the address where shoppers reach it is passed on, if there is one", () => {
  expect(reachedAt("https://carts.example")).toMatchObject({ options: { publicUrl: "https://carts.example" } });
  expect(reachedAt("")).not.toHaveProperty("options.publicUrl");
});

test("development mode takes the development keys, and makes them up when there are none", () => {
  for (const env of [{}, { CARTBEAT_STORES: JSON.stringify(DEVELOPMENT) }]) {
    const read = readServeOptions({ CARTBEAT_MODE: "development", ...env });
    expect(read.ok && JSON.parse(read.options.stores)).toEqual(DEVELOPMENT);
  }
});
