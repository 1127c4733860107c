import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { REFUSE_ERASED_MS } from "../../durable-objects/shopper/refuse-erased.ts";
import type { Shopper } from "../../durable-objects/shopper/shopper.ts";
import { StateStore } from "../../durable-objects/shopper/state-store.ts";
import { callAsOwner, errorOf, postBatch } from "./call.ts";
import { createEndpoint, deliveriesOf, objectOf } from "./endpoints.ts";

const SHARDS = 16;

function add(shopper: object, messageId: string, at = Date.now()): object {
  const items = [{ item_id: "sku-1", price: 10, quantity: 1 }];
  const timestamp = new Date(at).toISOString();
  return { type: "track", event: "add_to_cart", messageId, timestamp, ...shopper, properties: { items } };
}

const erase = (id: string, query = "") => callAsOwner(`/v1/shoppers/${id}${query}`, { method: "DELETE" });
const status = async (id: string, query = "") => (await callAsOwner(`/v1/shoppers/${id}${query}`)).status;
const shopper = (key: string): DurableObjectStub<Shopper> => env.SHOPPER.getByName(`dev/${key}`);

/** Everything that an object's database holds, as text. */
function dump({ storage: { sql } }: DurableObjectState): string {
  const tables = sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
  return tables
    .filter(({ name }) => !name.startsWith("_"))
    .flatMap(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray())
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value)))
    .join("\n");
}

/** Everything that the store's shards hold, as text. */
async function shards(): Promise<string> {
  const texts = Array.from({ length: SHARDS }, (_, shard) =>
    runInDurableObject(env.METRICS_SHARD.getByName(`dev/shard/${shard}`), (__, state) => dump(state)),
  );
  return (await Promise.all(texts)).join("\n");
}

describe("a guest who became a user, bought, and was told of", () => {
  const before = Date.now() - 60_000;
  const guest = { anonymousId: "guest-xyzzy" };
  const user = { ...guest, userId: "user-xyzzy" };
  const events = [
    add(guest, "xyzzy-1", before),
    { type: "identify", messageId: "xyzzy-2", timestamp: new Date(before + 1).toISOString(), ...user },
    {
      ...add(user, "xyzzy-3", before + 2),
      event: "purchase",
      properties: { transaction_id: "order-77", value: 10, currency: "USD" },
    },
    add(user, "xyzzy-4", before + 3),
  ];
  let endpoint = "";

  beforeAll(async () => {
    ({ id: endpoint } = await createEndpoint());
    for (const event of events) await postBatch(event);
    await postBatch({ ...add(user, "user-xyzzy-bad"), properties: { items: [{ item_id: "x", price: -1 }] } });
    for (const [index, owner] of ["u:user-xyzzy", "a:guest-xyzzy", "u:bystander"].entries()) {
      const message = { id: `c-${index}`, type: "cart.abandoned", shopper: owner, body: "{}" } as const;
      await objectOf(endpoint).enqueue([message as Parameters<ReturnType<typeof objectOf>["enqueue"]>[0][number]]);
    }
    await postBatch(add({ userId: "bystander" }, "bystander-1", before));
    // Until the shards have all of it, there is nothing to erase there.
    await vi.waitUntil(async () => /order-77/.test(await shards()) && /bystander/.test(await shards()), 20_000);
  });

  test("is gone everywhere when the answer comes: views, directory, event log, orders, queues, rejected events", async () => {
    const response = await erase("user-xyzzy");
    expect(response.status).toBe(200);
    const { as_of, resent_refused_until, erased } = await response.json<Record<string, string>>();
    expect(erased).toBe(true);
    expect(Date.parse(resent_refused_until ?? "") - Date.parse(as_of ?? "")).toBe(REFUSE_ERASED_MS);

    expect(await Promise.all([status("user-xyzzy"), status("guest-xyzzy")])).toEqual([404, 404]);
    const left = await shards();
    expect(left).not.toContain("xyzzy");
    expect(left).not.toContain("order-77");
    for (const path of ["/v1/carts/abandoned?idle_minutes=0", "/v1/events", "/v1/rejected"]) {
      expect(await (await callAsOwner(path)).text()).not.toContain("xyzzy");
    }
    expect((await deliveriesOf(endpoint)).data.map((delivery) => delivery.shopper)).toEqual(["bystander"]);
  });

  test("leaves nothing in its own objects but the time of the erasure", async () => {
    for (const key of ["u:user-xyzzy", "a:guest-xyzzy"]) {
      const text = await runInDurableObject(shopper(key), (_, state) => dump(state));
      expect(text).toMatch(/^0\n\{"erasedAt":\d+\}$/);
    }
  });

  test("others stay", async () => {
    expect(await status("bystander")).toBe(200);
    expect(await shards()).toContain("bystander");
  });

  test("does not come back with what is sent again, whichever id it is sent under", async () => {
    expect(await postBatch(...events)).toMatchObject({ accepted: 0, duplicates: events.length });
    expect(await Promise.all([status("user-xyzzy"), status("guest-xyzzy")])).toEqual([404, 404]);
    expect(await shards()).not.toContain("xyzzy");
  });

  test("is done when it is asked for again", async () => {
    expect((await erase("user-xyzzy")).status).toBe(200);
  });

  test("is a new shopper with what happens later, and what came before is refused still", async () => {
    expect(await postBatch(add(user, "xyzzy-new", Date.now() + 1))).toMatchObject({ accepted: 1 });
    expect(await postBatch(...events)).toMatchObject({ accepted: 0, duplicates: events.length });
    const view = await (await callAsOwner("/v1/shoppers/user-xyzzy")).json<{ cart: { item_count: number } }>();
    expect(view.cart.item_count).toBe(1);
  });
});

test("after 72 hours nothing at all is left of an erased shopper", async () => {
  await postBatch(add({ userId: "old" }, "old-1"));
  await erase("old");
  await runInDurableObject(shopper("u:old"), async (_, state) => {
    const alarm = await state.storage.getAlarm();
    expect(alarm).toBeGreaterThan(Date.now() + REFUSE_ERASED_MS - 60_000);
    const store = new StateStore(state.storage.sql);
    store.load();
    await store.unbury(state.storage, (alarm ?? 0) - 1);
    expect(dump(state)).toContain("erasedAt");
    await store.unbury(state.storage, alarm ?? 0);
    expect(dump(state)).toBe("");
  });
});

test("an erasure that could not be finished is told as such, and the alarm finishes it", async () => {
  await postBatch(add({ userId: "stuck" }, "stuck-1"));
  const broken = { getByName: () => ({ apply: () => Promise.reject(new Error("broken")) }) };
  const object = shopper("u:stuck");
  const present = await runInDurableObject(object, (instance) => {
    const host = instance as unknown as { env: object };
    const { env: whole } = host;
    host.env = { ...whole, METRICS_SHARD: broken };
    return whole;
  });
  expect(await errorOf(await erase("stuck"))).toMatchObject({ status: 503, error: { code: "unavailable" } });
  expect(await runInDurableObject(object, (_, state) => state.storage.getAlarm())).toBeLessThan(Date.now() + 10_000);

  await runInDurableObject(object, (instance) => Object.assign(instance as unknown as object, { env: present }));
  await runDurableObjectAlarm(object);
  expect(await status("stuck")).toBe(404);
  expect(await runInDurableObject(object, (_, state) => dump(state))).toMatch(/^0\n\{"erasedAt":\d+\}$/);
});

test("an id that two users share is erased with neither of them", async () => {
  const tablet = { anonymousId: "tablet" };
  for (const userId of ["first", "second"]) {
    await postBatch({ type: "identify", messageId: `tablet-${userId}`, ...tablet, userId });
  }
  await postBatch(add(tablet, "tablet-second"));
  expect((await erase("second")).status).toBe(200);
  expect(await status("first")).toBe(200);
  await postBatch(add(tablet, "tablet-later"));
  expect(await status("tablet", "?kind=anonymous")).toBe(200);
  expect(await status("second")).toBe(404);
});

test("a shopper whom nobody knows is a 404, an unknown parameter a 400, no key a 401", async () => {
  expect((await errorOf(await erase("nobody-here"))).status).toBe(404);
  expect((await errorOf(await erase("nobody-here", "?all=1"))).error.parameter).toBe("all");
});
