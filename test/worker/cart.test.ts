import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import type { CartAnswer } from "../../protocol/cart.ts";
import type { OutcomePayload } from "../../protocol/outcome.ts";
import { call, callAsOwner, errorOf } from "./call.ts";
import { createEndpoint, deleteEndpoints, DEAF, objectOf } from "./endpoints.ts";
import { cartOf, newUser, patchSettings } from "./shop-a-cart.ts";

const MANY = 300;
const items = Array.from({ length: MANY }, (_, index) => ({
  item_id: `sku-${index}`,
  item_name: `A thing with quite a long name, number ${index}`,
  price: 1,
}));

afterEach(deleteEndpoints);

test("an alert of a huge cart is cut, says so, and leads to the whole cart", async () => {
  const { id } = await createEndpoint({ url: DEAF });
  await patchSettings({ cutoff_minutes: { cart: 1 / 60_000 } });
  const user = newUser();
  await cartOf(user, { items });
  const payload = await vi.waitFor(async () => await queuedPayload(id));
  await patchSettings({ cutoff_minutes: { cart: 30 } });

  const { data } = payload;
  expect(data).toMatchObject({ shopper: user, item_count: MANY, value_minor: MANY * 100, truncated: true });
  expect(data.items.length).toBeLessThan(MANY);
  expect(JSON.stringify(payload).length).toBeLessThanOrEqual(20 * 1024);

  const url = new URL(data.full_cart_url ?? "");
  expect(url.origin).toBe(new URL(env.PUBLIC_URL ?? "").origin);
  expect((await call(url.pathname)).status).toBe(401);
  const cart = await vi.waitFor(async () => {
    const response = await callAsOwner(url.pathname);
    expect(response.status).toBe(200);
    return await response.json<CartAnswer>();
  });
  expect(cart).toMatchObject({ cart_id: data.cart_id, shopper: user, user_id: user, item_count: MANY });
  expect(cart.items.slice(0, data.items.length)).toEqual(data.items);
  expect(cart.items.map(({ item_id }) => item_id)).toEqual(items.map(({ item_id }) => item_id));
});

test("a cart is found at once when its shopper is named", async () => {
  const user = newUser();
  const cartId = await cartOf(user);
  const named = await callAsOwner(`/v1/carts/${cartId}?shopper=${user}&kind=user`);
  expect(await named.json()).toMatchObject({ cart_id: cartId, items: [{ item_id: "mug" }] });
  expect((await callAsOwner(`/v1/carts/${cartId}?shopper=${newUser()}`)).status).toBe(404);
});

test.each([["c_000000000000000000000000"], ["c_1"], ["mug"]])("%s is no open cart", async (id) => {
  expect(await errorOf(await callAsOwner(`/v1/carts/${id}`))).toMatchObject({
    status: 404,
    error: { parameter: "id" },
  });
});

/** The body of the one message that waits at an endpoint nobody listens at. */
async function queuedPayload(endpoint: string): Promise<OutcomePayload> {
  const bodies = await runInDurableObject(objectOf(endpoint), (_object, { storage }) =>
    storage.sql.exec<{ body: string }>("SELECT body FROM queue").toArray(),
  );
  expect(bodies).toHaveLength(1);
  return JSON.parse(bodies[0]?.body ?? "") as OutcomePayload;
}
