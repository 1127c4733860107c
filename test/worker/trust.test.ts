import { beforeAll, describe, expect, test, vi } from "vitest";
import type { ExplainAnswer } from "../../protocol/explain.ts";
import {
  add,
  asAttacker,
  asServer,
  asVictim,
  makeIdentitySecret,
  message,
  patch,
  read,
  revenue,
  toldOf,
  viewOf,
} from "./attacker.ts";
import { call, callAsOwner } from "./call.ts";
import { createEndpoint } from "./endpoints.ts";

/*
 * The attacker has read the write key in the shop's page and knows a victim's user id. What the victim does comes with
 * the token that the shop's server rendered; what the attacker sends comes without, or through the attacker's own ids.
 */

const HARMFUL = new RegExp(["evil\\.example", "javascript:", "\u202e", "\\\\u202e", "\\\\u0007"].join("|"));

beforeAll(async () => {
  await makeIdentitySecret();
  await patch({
    store_hosts: ["shop.example"],
    payload_traits: ["email", "phone"],
    internal_users: ["*@staff.example"],
    cutoff_minutes: { cart: 30, checkout: 30, payment: 30 },
  });
});

describe.each(["flag", "enforce"] as const)("with identity_verification %s", (mode) => {
  const isEnforced = mode === "enforce";
  let victims = 0;

  beforeAll(async () => {
    await patch({ identity_verification: mode });
  });

  /** A victim with a mug in the cart. */
  async function newVictim(): Promise<string> {
    victims += 1;
    const userId = `victim-${mode}-${victims}`;
    await asVictim(userId, add({}));
    return userId;
  }

  test("a forged cart is told of as unverified, without links that lead elsewhere and without hidden characters", async () => {
    const { id } = await createEndpoint();
    await patch({ cutoff_minutes: { cart: 0.001 } });
    const victim = `target-${mode}`;
    const phishing = {
      item_name: "Your account\u202e is locked\u0007",
      url: "https://evil.example/login",
      image_url: "javascript:x",
    };
    await asAttacker(add({ userId: victim, anonymousId: `thief-${mode}` }, phishing));
    const owner = isEnforced ? `a:thief-${mode}` : `u:${victim}`;
    await vi.waitUntil(async () => (await toldOf(id, owner)) !== "", { timeout: 20_000 });
    const text = await toldOf(id, owner);
    await patch({ cutoff_minutes: { cart: 30 } });
    expect(text).toContain('"identity_verified":false');
    expect(text).not.toMatch(HARMFUL);
    expect(text.includes(victim)).toBe(!isEnforced);
  });

  test("what a forged line does to a proven user's cart is not told of as verified", async () => {
    const { id } = await createEndpoint();
    const victim = await newVictim();
    await asAttacker(add({ userId: victim }, { item_id: "forged", price: 1 }));
    const items = (await viewOf(victim)).cart?.items.map((item) => item.item_id);
    expect(items).toEqual(isEnforced ? ["mug"] : ["mug", "forged"]);
    await patch({ cutoff_minutes: { cart: 0.001 } });
    await asServer(message("view_cart", { userId: victim, properties: {} }));
    await vi.waitUntil(async () => (await toldOf(id, `u:${victim}`)) !== "", { timeout: 20_000 });
    const text = await toldOf(id, `u:${victim}`);
    await patch({ cutoff_minutes: { cart: 30 } });
    expect(text).toContain(`"identity_verified":${String(isEnforced)}`);
  });

  test("an e-mail that the shop's server stated is not replaced", async () => {
    const { id } = await createEndpoint();
    const victim = await newVictim();
    await asServer({
      type: "identify",
      messageId: `own-${victim}`,
      userId: victim,
      traits: { email: "victim@shop.example" },
    });
    await asAttacker({
      type: "identify",
      messageId: `evil-${victim}`,
      userId: victim,
      traits: { email: "evil@evil.example", phone: "+666" },
    });
    await patch({ cutoff_minutes: { cart: 0.001 } });
    await asServer(message("view_cart", { userId: victim, properties: {} }));
    await vi.waitUntil(async () => (await toldOf(id, `u:${victim}`)) !== "", { timeout: 20_000 });
    const text = await toldOf(id, `u:${victim}`);
    await patch({ cutoff_minutes: { cart: 30 } });
    expect(text).toContain("victim@shop.example");
    expect(text).not.toContain("evil@evil.example");
  });

  test("two users are never made one through an anonymous id that both are said to have used", async () => {
    const [victim, thief] = [await newVictim(), `thief-of-${mode}`];
    const anonymousId = `bridge-${mode}`;
    await asAttacker(
      { type: "identify", messageId: `b1-${mode}`, userId: victim, anonymousId },
      { type: "identify", messageId: `b2-${mode}`, userId: thief, anonymousId },
      add({ userId: thief, anonymousId }, { item_id: "lure" }),
    );
    expect((await viewOf(victim)).cart?.items.map((item) => item.item_id)).toEqual(["mug"]);
    expect((await viewOf(victim)).user_id).toBe(victim);
    const stolen = await callAsOwner(`/v1/shoppers/${thief}`);
    expect(await stolen.text()).not.toContain('"mug"');
  });

  test("a fake purchase leaves an order that the shop confirms as it is", async () => {
    const victim = await newVictim();
    const before = await revenue();
    const order = `order-${victim}`;
    await asServer(
      message("purchase", { userId: victim, properties: { transaction_id: order, value: 5, currency: "USD" } }),
    );
    await asAttacker(
      message("purchase", { userId: victim, properties: { transaction_id: order, value: 9999, currency: "USD" } }),
      message("order_cancelled", { userId: victim, anonymousId: "x", properties: { transaction_id: order } }),
      message("refund", { anonymousId: `refunder-${mode}`, properties: { transaction_id: order, value: 5 } }),
    );
    await vi.waitUntil(async () => (await revenue()) >= before + 500, { timeout: 20_000, interval: 300 });
    expect(await revenue()).toBeLessThan(before + 100_000);
  });

  test("a fake purchase of somebody else's cart closes it only where users need no proof", async () => {
    const victim = await newVictim();
    await asAttacker(
      message("purchase", {
        userId: victim,
        anonymousId: `buyer-${mode}`,
        properties: { transaction_id: `fake-${victim}`, value: 1 },
      }),
    );
    expect((await viewOf(victim)).cart === null).toBe(!isEnforced);
  });

  test("an order id that was claimed before the order existed is the shop's all the same", async () => {
    const victim = await newVictim();
    const before = await revenue();
    const order = `soon-${victim}`;
    await asAttacker(
      message("purchase", {
        anonymousId: `squatter-${mode}`,
        properties: { transaction_id: order, value: 1, currency: "USD" },
      }),
    );
    await asServer(
      message("purchase", { userId: victim, properties: { transaction_id: order, value: 5, currency: "USD" } }),
    );
    expect((await viewOf(victim)).cart).toBeNull();
    // Whose order it is the shop need not say; it is found once the order's shard knows it.
    await vi.waitUntil(async () => (await revenue()) >= before + 500, { timeout: 20_000, interval: 300 });
    await asServer(message("order_cancelled", { properties: { transaction_id: order } }));
    await vi.waitUntil(async () => (await revenue()) < before + 500, { timeout: 20_000, interval: 300 });
    const timeline = await read<{ data: { name?: string }[] }>(`/v1/shoppers/${victim}/timeline`);
    expect(timeline.data.map(({ name }) => name)).toContain("order_cancelled");
  });

  test("a message id that was used before loses the shop's own message nothing", async () => {
    const victim = await newVictim();
    const messageId = `taken-${victim}`;
    await asAttacker(message("page_view", { messageId, userId: victim, anonymousId: "y" }));
    await asServer(
      message("add_to_cart", { messageId, userId: victim, properties: { items: [{ item_id: "lamp", price: 20 }] } }),
    );
    expect((await viewOf(victim)).cart?.items.map((item) => item.item_id)).toEqual(["mug", "lamp"]);
  });

  test.each<[string, (userId: string) => object[]]>([
    [
      "a bot",
      (userId) =>
        Array.from({ length: 130 }, () =>
          message("page_view", { userId, context: { userAgent: "curl/8.0", automation: true } }),
        ),
    ],
    [
      "the store's own staff",
      (userId) => [{ type: "identify", messageId: `staff-${userId}`, userId, traits: { email: "eve@staff.example" } }],
    ],
  ])("nobody who proved who they are is made out to be %s", async (_, frame) => {
    const victim = await newVictim();
    await asAttacker(...frame(victim));
    const { decision, rules } = await read<ExplainAnswer>(`/v1/shoppers/${victim}/explain`);
    expect(rules.filter(({ rule, passes }) => !passes && (rule === "bot" || rule === "internal"))).toEqual([]);
    expect(decision.state).toBe("armed");
  });

  test("one batch names twenty shoppers at most", async () => {
    const { rejected, accepted } = await asAttacker(
      ...Array.from({ length: 25 }, (_, index) => message("page_view", { anonymousId: `mint-${mode}-${index}` })),
    );
    expect([accepted, rejected.length, rejected[0]?.code]).toEqual([20, 5, "too_many_shoppers"]);
  });
});

test("the attacker reads nothing with the write key", async () => {
  const headers = { Authorization: "Bearer wk_dev_DEVELOPMENTONLY" };
  const paths = ["/v1/shoppers/victim-flag-1", "/v1/carts/abandoned", "/v1/events", "/v1/settings"];
  for (const path of paths) expect((await call(path, { headers })).status).toBe(403);
});
