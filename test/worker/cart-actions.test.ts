import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { ExplainAnswer } from "../../protocol/explain.ts";
import type { CloseCartAnswer } from "../../protocol/restore-link.ts";
import { call, callAsOwner, errorOf, postBatch } from "./call.ts";
import { cartOf, newUser, patchSettings, viewOf } from "./shop-a-cart.ts";

const post = (cartId: string, body: object) => callAsOwner(`/v1/carts/${cartId}/close`, { body });

async function close(cartId: string, body: object): Promise<CloseCartAnswer> {
  const response = await post(cartId, body);
  expect(response.status).toBe(200);
  return response.json();
}

const decisionOf = async (user: string) =>
  (await (await callAsOwner(`/v1/shoppers/${user}/explain`)).json<ExplainAnswer>()).decision;

describe("POST /v1/carts/:id/close", () => {
  test("closes a cart for good: it stays closed through an eviction, and a second time changes nothing", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    expect(await close(cartId, { mode: "closed", shopper: user })).toEqual({
      cart_id: cartId,
      shopper: user,
      state: "closed",
      changed: true,
    });
    await evictDurableObject(env.SHOPPER.getByName(`dev/u:${user}`));
    expect((await viewOf(user)).cart).toBeNull();
    expect(await decisionOf(user)).toMatchObject({ state: "none", rule: "closed" });
    expect(await close(cartId, { mode: "closed", shopper: user })).toMatchObject({ state: "closed", changed: false });
  });

  test("the next add opens another cart", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    await close(cartId, { mode: "closed", shopper: user });
    const next = await cartOf(user);
    expect(next).not.toBe(cartId);
    expect((await viewOf(user)).cart?.item_count).toBe(1);
  });

  test("mutes a cart, which stays and is never alerted, also after an eviction", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    expect(await close(cartId, { mode: "muted", shopper: user })).toMatchObject({ state: "muted", changed: true });
    expect(await close(cartId, { mode: "muted", shopper: user })).toMatchObject({ state: "muted", changed: false });
    await evictDurableObject(env.SHOPPER.getByName(`dev/u:${user}`));
    await patchSettings({ cutoff_minutes: { cart: 1 / 60_000 } });
    await cartOf(user);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await patchSettings({ cutoff_minutes: { cart: 30 } });
    expect(await viewOf(user)).toMatchObject({ cart: { cart_id: cartId, item_count: 2 }, alerts: [] });
    expect(await decisionOf(user)).toMatchObject({ state: "silent", rule: "muted" });
  });

  test("the cart is found through the shards, and is gone from the list of abandoned carts", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    await vi.waitFor(async () => {
      expect(await close(cartId, { mode: "closed" })).toMatchObject({ shopper: user, state: "closed" });
    }, 5000);
    await vi.waitFor(async () => {
      const list = await callAsOwner("/v1/carts/abandoned?idle_minutes=0&limit=1000");
      expect(await list.text()).not.toContain(cartId);
    }, 5000);
  });

  test("a cart that was bought is told to be so, and stays so", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    await postBatch({ type: "track", event: "purchase", userId: user, properties: { transaction_id: user } });
    expect(await close(cartId, { mode: "muted", shopper: user })).toMatchObject({ state: "bought", changed: false });
  });

  test("a guest's cart is closed by the guest's id, and by the user's once it is the user's", async () => {
    const [guest, user] = [newUser(), newUser()];
    await postBatch({
      type: "track",
      event: "add_to_cart",
      anonymousId: guest,
      properties: { item_id: "a", price: 1 },
    });
    await postBatch({ type: "identify", anonymousId: guest, userId: user });
    const cartId = (await viewOf(user)).cart?.cart_id ?? "";
    expect(await close(cartId, { mode: "closed", shopper: guest, kind: "anonymous" })).toMatchObject({ shopper: user });
    expect((await viewOf(user)).cart).toBeNull();
  });

  test("the write key cannot do it with an event of the same name", async () => {
    const user = newUser();
    await cartOf(user);
    await postBatch({ type: "track", event: "cartbeat:close_cart", userId: user });
    expect((await viewOf(user)).cart?.item_count).toBe(1);
  });

  test.each([
    [{}, "mode"],
    [{ mode: "open" }, "mode"],
    [{ mode: "closed", shopper: 7 }, "shopper"],
    [{ mode: "closed", shopper: "ann", kind: "robot" }, "kind"],
  ])("%j is a 400 that names the field", async (body, parameter) => {
    const answer = await errorOf(await post(`c_${"0".repeat(24)}`, body));
    expect(answer).toMatchObject({ status: 400, error: { code: "invalid_parameter", parameter } });
  });

  test.each([
    [`c_${"0".repeat(24)}`, {}],
    [`c_${"0".repeat(24)}`, { shopper: "nobody-ever" }],
    ["nonsense", {}],
  ])("cart %s of %j is a 404", async (cartId, owner) => {
    const answer = await errorOf(await post(cartId, { mode: "closed", ...owner }));
    expect(answer).toMatchObject({ status: 404, error: { code: "not_found", parameter: "id" } });
  });

  test("nobody closes a cart without the secret key", async () => {
    expect((await call("/v1/carts/c_1/close", { method: "POST", body: "{}" })).status).toBe(401);
  });
});
