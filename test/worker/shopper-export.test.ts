import { expect, test, vi } from "vitest";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { callAsOwner, errorOf, postBatch } from "./call.ts";
import { createEndpoint, objectOf } from "./endpoints.ts";

interface Exported {
  shopper: ShopperView;
  ids: string[];
  timeline: { kind: string; id: string }[];
  events: { event_id: string; shopper: string; user_id: string | null }[];
  deliveries: { endpoint: string; id: string }[];
  orders: { transaction_id: string; counts: boolean }[];
}

const exported = async (id: string) => (await callAsOwner(`/v1/shoppers/${id}/export`)).json<Exported>();

function sent(messageId: string, event: string, who: object, properties: object = {}): object {
  return { type: "track", event, messageId, ...who, properties };
}

test("an export holds all of a shopper under every id, and nothing of anybody else", async () => {
  const { id: endpoint } = await createEndpoint();
  const guest = { anonymousId: "guest-1" };
  const user = { ...guest, userId: "ann" };
  const items = [{ item_id: "mug", price: 5, quantity: 1 }];
  await postBatch(sent("e1", "add_to_cart", guest, { items }));
  await postBatch({ type: "identify", messageId: "e2", ...user });
  await postBatch(sent("e3", "purchase", user, { transaction_id: "o1", value: 5 }));
  await postBatch(sent("other", "purchase", { userId: "bob" }, { transaction_id: "o2", value: 5 }));
  for (const [index, shopper] of (["u:ann", "u:bob"] as const).entries()) {
    await objectOf(endpoint).enqueue([{ id: `d${index}`, type: "cart.abandoned", shopper, body: "{}" }]);
  }
  await vi.waitUntil(async () => (await exported("ann")).orders.some(({ counts }) => counts), { timeout: 20_000 });
  await vi.waitUntil(async () => (await exported("ann")).events.length === 3, { timeout: 20_000 });

  const held = await exported("ann");
  expect(held.shopper).toMatchObject({ user_id: "ann", anonymous_id: "guest-1" });
  expect(held.ids.toSorted()).toEqual(["ann", "guest-1"]);
  expect(held.events.map(({ event_id }) => event_id)).toEqual(["e1", "e2", "e3"]);
  expect(held.timeline.filter(({ kind }) => kind === "event").map(({ id }) => id)).toEqual(["e1", "e2", "e3"]);
  expect(held.deliveries.map(({ endpoint: to, id }) => [to, id])).toEqual([[endpoint, "d0"]]);
  expect(held.orders).toEqual([{ transaction_id: "o1", counts: true }]);
  expect(JSON.stringify(held)).not.toMatch(/bob|o2|"other"/);
  expect((await exported("guest-1")).ids).toContain("ann");
});

test("it is cached nowhere, and nobody's export is a 404", async () => {
  await postBatch(sent("c1", "page_view", { userId: "cached" }));
  expect((await callAsOwner("/v1/shoppers/cached/export")).headers.get("Cache-Control")).toBe("no-store");
  expect(await errorOf(await callAsOwner("/v1/shoppers/nobody/export"))).toMatchObject({ status: 404 });
  expect((await callAsOwner("/v1/shoppers/cached/export?all=1")).status).toBe(400);
});
