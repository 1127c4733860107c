import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { RestoreLinkAnswer } from "../../protocol/restore-link.ts";
import type { TimelineAnswer } from "../../protocol/timeline.ts";
import { call, callAsOwner, errorOf, postBatch } from "./call.ts";
import { cartOf, newUser, patchSettings, viewOf } from "./shop-a-cart.ts";

const RETURN_URL = "https://shop.example/cart?lang=fr#top";

beforeAll(() => patchSettings({ return_url: RETURN_URL }));

async function linkTo(cartId: string, body: object): Promise<RestoreLinkAnswer> {
  const response = await callAsOwner(`/v1/carts/${cartId}/restore-link`, { body });
  expect(response.status).toBe(200);
  return response.json();
}

/** Follows a link as a browser would, without leaving for the shop. */
const follow = (url: string) => call(new URL(url).pathname, { redirect: "manual" });

const tokenOf = ({ restore_url }: RestoreLinkAnswer) => restore_url.slice(restore_url.lastIndexOf("/") + 1);

const buys = (userId: string, more: object = {}) => ({
  type: "track",
  event: "purchase",
  userId,
  properties: { transaction_id: `o-${userId}`, value: 5 },
  ...more,
});

describe("POST /v1/carts/:id/restore-link", () => {
  test("makes a link of the service's own that names neither shopper nor cart, for thirty days", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    const made = await linkTo(cartId, { shopper: user });
    expect(made).toMatchObject({ cart_id: cartId, shopper: user });
    expect(made.restore_url).toMatch(/^http:\/\/localhost:8787\/r\/dev\.[\w-]+$/);
    expect(atob(tokenOf(made).slice(4).replaceAll("-", "+").replaceAll("_", "/"))).not.toContain("user");
    const days = (Date.parse(made.expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.99);
    expect(days).toBeLessThanOrEqual(30);
  });

  test("needs no body: the cart is found through the shards", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    const made = await vi.waitFor(async () => {
      const response = await callAsOwner(`/v1/carts/${cartId}/restore-link`, { method: "POST" });
      expect(response.status).toBe(200);
      return response.json<RestoreLinkAnswer>();
    }, 5000);
    expect(made.shopper).toBe(user);
  });

  test("two links of one cart have nothing in common", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    const [one, other] = [await linkTo(cartId, { shopper: user }), await linkTo(cartId, { shopper: user })];
    expect(tokenOf(one).slice(4, 20)).not.toBe(tokenOf(other).slice(4, 20));
    expect((await follow(one.restore_url)).status).toBe(302);
    expect((await follow(other.restore_url)).status).toBe(302);
  });

  test.each([
    [{ expires_in_hours: 0 }, "expires_in_hours"],
    [{ expires_in_hours: 9000 }, "expires_in_hours"],
    [{ expires_in_hours: "1" }, "expires_in_hours"],
    [{ shopper: "" }, "shopper"],
    [{ kind: "robot" }, "kind"],
  ])("%j is a 400 that names the field", async (body, parameter) => {
    const answer = await errorOf(await callAsOwner(`/v1/carts/c_${"0".repeat(24)}/restore-link`, { body }));
    expect(answer).toMatchObject({ status: 400, error: { code: "invalid_parameter", parameter } });
  });

  test.each([["c_000000000000000000000000"], ["nonsense"]])("cart %s is a 404", async (id) => {
    const answer = await errorOf(await callAsOwner(`/v1/carts/${id}/restore-link`, { body: {} }));
    expect(answer).toMatchObject({ status: 404, error: { code: "not_found", parameter: "id" } });
  });

  test("another shopper's cart is a 404, a bought one a 409", async () => {
    const [user, other] = [newUser(), newUser()];
    const cartId = await cartOf(user);
    await cartOf(other);
    const path = `/v1/carts/${cartId}/restore-link`;
    expect((await callAsOwner(path, { body: { shopper: other } })).status).toBe(404);
    await postBatch(buys(user));
    expect((await callAsOwner(path, { body: { shopper: user } })).status).toBe(409);
  });

  test("nobody makes one without the secret key", async () => {
    expect((await call("/v1/carts/c_1/restore-link", { method: "POST" })).status).toBe(401);
  });
});

describe("GET /r/:token", () => {
  test("redirects to the store's own return URL with the token and the cart", async () => {
    const user = newUser();
    await cartOf(user, { item_id: "mug", price: 5, quantity: 2 });
    const cartId = await cartOf(user, { item_id: "a,b:c", item_variant: "x/l", price: 1 });
    const made = await linkTo(cartId, { shopper: user });
    await evictDurableObject(env.SHOPPER.getByName(`dev/u:${user}`));
    const response = await follow(made.restore_url);
    expect(response.status).toBe(302);
    const address = new URL(response.headers.get("Location") ?? "");
    expect(address.origin + address.pathname + address.hash).toBe("https://shop.example/cart#top");
    expect([...address.searchParams.keys()]).toEqual(["lang", "cartbeat_token", "cartbeat_cart"]);
    expect(address.searchParams.get("cartbeat_token")).toBe(tokenOf(made));
    const lines = (address.searchParams.get("cartbeat_cart") ?? "").split(",");
    expect(lines.map((line) => line.split(":").map(decodeURIComponent))).toEqual([
      ["mug", "", "2"],
      ["a,b:c", "x/l", "1"],
    ]);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Set-Cookie")).toBeNull();
  });

  test("says that the cart was bought", async () => {
    const user = newUser();
    const made = await linkTo(await cartOf(user), { shopper: user });
    await postBatch(buys(user));
    const response = await follow(made.restore_url);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Already bought");
  });

  test("says that the link has expired, or its cart", async () => {
    const user = newUser();
    const cartId = await cartOf(user);
    const short = await linkTo(cartId, { shopper: user, expires_in_hours: 1e-7 });
    const long = await linkTo(cartId, { shopper: user });
    expect((await follow(short.restore_url)).status).toBe(410);
    expect((await follow(long.restore_url)).status).toBe(302);
    await postBatch({ type: "track", event: "cart_updated", userId: user, properties: { items: [] } });
    expect((await follow(long.restore_url)).status).toBe(410);
  });

  test("follows the cart to the user that a guest became", async () => {
    const [user, guest] = [newUser(), newUser()];
    const add = { type: "track", event: "add_to_cart", anonymousId: guest, properties: { item_id: "cup", price: 3 } };
    await postBatch(add);
    const cartId = (await viewOf(guest)).cart?.cart_id ?? "";
    const made = await linkTo(cartId, { shopper: guest });
    await postBatch({ type: "identify", anonymousId: guest, userId: user });
    expect((await viewOf(user)).cart?.item_count).toBe(1);
    expect((await follow(made.restore_url)).status).toBe(302);
  });

  test.each([
    ["nonsense"],
    ["dev.AAAA"],
    [`dev.${"A".repeat(80)}`],
    [`nosuchstore.${"A".repeat(80)}`],
    ["dev.%2e%2e%2fv1%2fsettings"],
  ])("%s is a 404", async (token) => {
    expect((await call(`/r/${token}`, { redirect: "manual" })).status).toBe(404);
  });

  test("a token that was changed, or belongs to no link, is a 404", async () => {
    const user = newUser();
    const { restore_url: url } = await linkTo(await cartOf(user), { shopper: user });
    for (const at of [-1, -30, -60]) {
      const changed = url.slice(0, at) + (url.at(at) === "A" ? "B" : "A") + (at === -1 ? "" : url.slice(at + 1));
      // The last digit of base64 may hold bits that mean nothing: then the hash is another one.
      expect((await follow(changed)).status).toBe(404);
    }
  });
});

async function attributionOf(user: string) {
  const { data } = await (await callAsOwner(`/v1/shoppers/${user}/timeline`)).json<TimelineAnswer>();
  return data.flatMap((entry) => (entry.kind === "outcome" && entry.attribution ? [entry.attribution] : []));
}

describe("attribution by link", () => {
  const soon = { cutoff_minutes: { cart: 1 / 60_000 } };
  const later = { cutoff_minutes: { cart: 30 } };

  /** A user whose alert has fired, and a link to the cart. */
  async function alerted() {
    await patchSettings(soon);
    const user = newUser();
    const cartId = await cartOf(user);
    await vi.waitFor(async () => expect((await viewOf(user)).alerts).toHaveLength(1), 5000);
    await patchSettings(later);
    return { user, made: await linkTo(cartId, { shopper: user }) };
  }

  test("a page that reports the token makes it `link`, also after an eviction", async () => {
    const { user, made } = await alerted();
    await postBatch({ type: "page", userId: user, properties: { cartbeat_token: tokenOf(made) } });
    await evictDurableObject(env.SHOPPER.getByName(`dev/u:${user}`));
    await postBatch(buys(user));
    expect(await attributionOf(user)).toEqual(["link"]);
  });

  test("so does a client that tells the address of the page", async () => {
    const { user, made } = await alerted();
    const location = (await follow(made.restore_url)).headers.get("Location") ?? "";
    await postBatch({ type: "page", userId: user, context: { page: { url: location.slice(0, 256) } } });
    await postBatch(buys(user));
    expect(await attributionOf(user)).toEqual(["link"]);
  });

  test("the mere GET attributes nothing: mail scanners follow links", async () => {
    const { user, made } = await alerted();
    expect((await follow(made.restore_url)).status).toBe(302);
    await postBatch(buys(user));
    expect(await attributionOf(user)).toEqual(["window"]);
  });

  test("nor does a token that is not one of this shopper's", async () => {
    const { user } = await alerted();
    const { made: other } = await alerted();
    await postBatch({ type: "page", userId: user, context: { cartbeat_token: tokenOf(other) } });
    await postBatch(buys(user));
    expect(await attributionOf(user)).toEqual(["window"]);
  });
});

test("no link is made while the store has no return URL", async () => {
  const user = newUser();
  const cartId = await cartOf(user);
  await patchSettings({ return_url: null });
  const answer = await errorOf(await callAsOwner(`/v1/carts/${cartId}/restore-link`, { body: { shopper: user } }));
  expect(answer).toMatchObject({ status: 409, error: { code: "conflict", parameter: "return_url" } });
  await patchSettings({ return_url: RETURN_URL });
});
