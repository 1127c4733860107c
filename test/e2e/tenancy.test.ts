import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startAlertReceiver, type AlertReceiver } from "../../cli/alerts/alert-receiver.ts";
import { createEndpoint } from "../../cli/alerts/webhook-endpoint.ts";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import { postBatch } from "../../cli/collector/post-batch.ts";
import { setCutoff } from "../../cli/collector/store-cutoff.ts";
import type { AbandonedCart, AbandonedCartsAnswer } from "../../protocol/abandoned-carts.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { freePort } from "../../scripts/collector/free-port.ts";
import { routes } from "../../scripts/fuzz/routes.ts";
import { buildFor } from "../../scripts/serve/build-for.ts";
import { newAdminKey, newStore } from "../../scripts/serve/new-store.ts";
import { serveCollector, type ServedCollector } from "../../scripts/serve/serve-collector.ts";

// The second name begins like the first and goes on: a key or a name that is cut in the wrong place would show.
const MINE = newStore("shop");
const OTHER = newStore("shop_two");
const SHOPPER = "anna";
const ADMIN_KEY = newAdminKey();
const CLI = join(import.meta.dirname, "..", "..", "cli", "cartbeat.ts");
const { signal } = new AbortController();

let home = "";
let collector: ServedCollector;
let receiver: AlertReceiver;
let endpoint = "";
let cart = "";

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "cartbeat-tenancy-"));
  collector = await serveCollector({
    mode: "development",
    data: join(home, "data"),
    host: "127.0.0.1",
    port: await freePort(),
    stores: JSON.stringify([MINE, OTHER]),
    webhookNetworks: ["private"],
    built: await buildFor(home),
    adminKey: ADMIN_KEY,
  });
  receiver = await startAlertReceiver();
  const created = await createEndpoint(mine(), receiver.url, "mine");
  endpoint = created.id;
  receiver.useSecret(created.secret);
  await setCutoff(mine(), 0.02);
  // Without it some routes would refuse before they look at the id.
  const other = { url: collector.url, secretKey: OTHER.secret_key };
  await ownerRequest(other, { method: "PATCH", path: "/v1/settings", body: { return_url: "https://shop.example/" } });
  await send(MINE.write_key, [add("mine-1", 3)]);
  cart = (await view(MINE.secret_key))?.cart?.cart_id ?? "";
  await vi.waitUntil(() => receiver.log.alerts().length === 1, { timeout: 60_000 });
});
afterAll(async () => {
  await collector?.stop();
  await receiver?.close();
  rmSync(home, { recursive: true, force: true });
});

function mine(): { url: string; secretKey: string } {
  return { url: collector.url, secretKey: MINE.secret_key };
}

function add(messageId: string, quantity: number): object {
  const items = [{ item_id: "sku", price: 10, quantity }];
  return { messageId, type: "track", event: "add_to_cart", userId: SHOPPER, properties: { items, currency: "USD" } };
}

function send(writeKey: string, messages: object[]): Promise<object> {
  return postBatch({ url: collector.url, writeKey, signal }, messages);
}

async function ask(key: string, method: string, path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const body = method === "GET" || method === "DELETE" ? {} : { body: "{}" };
  return await fetch(collector.url + path, { method, headers, ...body });
}

async function view(key: string): Promise<ShopperView | null> {
  const response = await ask(key, "GET", `/v1/shoppers/${SHOPPER}`);
  return response.ok ? ((await response.json()) as ShopperView) : null;
}

async function read(key: string, path: string): Promise<unknown> {
  return await ownerRequest({ url: collector.url, secretKey: key }, { method: "GET", path });
}

async function carts(key: string): Promise<AbandonedCart[]> {
  return ((await read(key, "/v1/carts/abandoned?idle_minutes=0")) as AbandonedCartsAnswer).data;
}

/** Everything of the first store that its owner can see and that no time changes. */
async function everything(): Promise<unknown> {
  return {
    cart: (await view(MINE.secret_key))?.cart,
    carts: (await carts(MINE.secret_key)).map(({ shopper, value_minor }) => ({ shopper, value_minor })),
    settings: await read(MINE.secret_key, "/v1/settings"),
    webhooks: await read(MINE.secret_key, "/v1/webhooks"),
    deliveries: await read(MINE.secret_key, `/v1/webhooks/${endpoint}/deliveries`),
  };
}

test("the same shopper id in two stores is two shoppers, and neither store sees the other's", async () => {
  expect(await view(OTHER.secret_key)).toBeNull();
  await send(OTHER.write_key, [add("other-1", 1)]);
  expect((await view(OTHER.secret_key))?.cart?.value_minor).toBe(1000);
  expect((await view(MINE.secret_key))?.cart?.value_minor).toBe(3000);
  await expect.poll(async () => (await carts(OTHER.secret_key)).map((row) => row.value_minor)).toEqual([1000]);
  expect((await carts(MINE.secret_key)).map((row) => row.value_minor)).toEqual([3000]);
});

test("a message id of one store is no duplicate in the other", async () => {
  expect(await send(OTHER.write_key, [add("mine-1", 1)])).toMatchObject({ accepted: 1, duplicates: 0 });
});

test("every route with an id answers the other store's key as if the id did not exist, and changes nothing", async () => {
  const before = await everything();
  // The operator's routes know no store's key at all.
  const ofStores = routes().filter(({ path }) => path.startsWith("/v1/") && !path.startsWith("/v1/stores"));
  const withId = ofStores.filter(({ path }) => /:(?!key\b)\w+/.test(path));
  // The shopper is one of the other store too; whose answer it is was tested above.
  const ids = [endpoint, cart, receiver.log.alerts()[0]?.id ?? ""].map(encodeURIComponent);
  expect(withId.length).toBeGreaterThanOrEqual(8);
  expect(ids).not.toContain("");
  const wrong: string[] = [];
  for (const { method, path } of withId) {
    for (const id of ids) {
      const filled = path.replace(/:\w+/, id);
      const { status } = await ask(OTHER.secret_key, method, filled);
      // 400: the body or a parameter was looked at first; 405: two routes of which this one is less special.
      if (![400, 404].includes(status)) wrong.push(`${method} ${filled}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(await everything()).toEqual(before);
});

test("the other store's lists, settings and webhooks are its own", async () => {
  expect(await read(OTHER.secret_key, "/v1/webhooks")).toMatchObject({ data: [] });
  expect(await read(OTHER.secret_key, "/v1/settings")).toMatchObject({ cutoff_minutes: { cart: 30 } });
});

test.each([
  ["a key of one store with the name of the other", () => `sk_shop_${OTHER.secret_key.split("_").at(-1)}`],
  ["a key of the other store with the name of one", () => `sk_shop_two_${MINE.secret_key.split("_").at(-1)}`],
  ["a store's name with a way out of it", () => `sk_shop/u:${SHOPPER}_${MINE.secret_key.split("_").at(-1)}`],
  ["a shard's name", () => `sk_shop/shard/1_${MINE.secret_key.split("_").at(-1)}`],
  ["a name of the language", () => "sk_constructor_1234567890123456789012"],
  ["nothing", () => ""],
])("%s is no key", async (_, key) => {
  expect((await ask(key(), "GET", "/v1/settings")).status).toBe(401);
});

test("a write key reads nothing, of its own store neither", async () => {
  const open = new Set(["/health", "/cartbeat.js", "/sourceConfig"]);
  const reading = routes().filter(({ method, path }) => method === "GET" && path.startsWith("/v1/") && !open.has(path));
  const answers = await Promise.all(
    reading
      .filter(({ path }) => !path.includes("/projects/"))
      .map(async ({ path }) => ({
        path,
        status: (await ask(MINE.write_key, "GET", path.replace(/:\w+/, SHOPPER))).status,
      })),
  );
  // 400 and 401: a browser's session or its socket, to which no key of this kind leads either.
  expect(answers.filter(({ status }) => ![400, 401, 403].includes(status))).toEqual([]);
  expect(answers.length).toBeGreaterThan(8);
});

/** Runs `cartbeat stores` with the operator's key and answers what it prints. */
function stores(...args: string[]): string {
  const env = { ...process.env, CARTBEAT_ADMIN_KEY: ADMIN_KEY };
  return execFileSync(process.execPath, [CLI, "stores", ...args, "--url", collector.url], { env }).toString();
}

test("the operator creates a store from the command line, sees it, and closes it again", async () => {
  const { write_key, secret_key } = JSON.parse(stores("create", "third")) as typeof MINE;
  expect(await send(write_key, [add("third-1", 2)])).toMatchObject({ accepted: 1 });
  expect((await view(secret_key))?.cart?.value_minor).toBe(2000);
  expect(stores("list")).toMatch(/^shop {2}configured\nshop_two {2}configured\nthird {2}created \S+\n$/);
  stores("close", "third");
  expect((await ask(secret_key, "GET", "/v1/settings")).status).toBe(401);
  expect(stores("list")).toMatch(/^third {2}created \S+, closed \S+$/m);
});
