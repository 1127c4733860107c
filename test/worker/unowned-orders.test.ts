import { expect, test, vi } from "vitest";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { SECRET_KEY, WRITE_KEY, callAsOwner, post } from "./call.ts";

async function send(writeKey: string, ...batch: unknown[]): Promise<IngestAnswer> {
  return (await post("/v1/batch", { writeKey, batch })).json<IngestAnswer>();
}

const viewOf = async (id: string) => (await callAsOwner(`/v1/shoppers/${id}`)).json<ShopperView>();

const added = (anonymousId: string, cartToken: string) => ({
  type: "track",
  event: "add_to_cart",
  anonymousId,
  properties: { items: [{ item_id: "mug", price: 5 }], cart_token: cartToken },
});

const order = (event: string, properties: Record<string, unknown>) => ({ type: "track", event, properties });

/** Shards hear of a shopper shortly after the answer. */
async function sendUntilKnown(message: Record<string, unknown>): Promise<IngestAnswer> {
  return vi.waitFor(
    async () => {
      const answer = await send(SECRET_KEY, message);
      expect(answer.rejected).toEqual([]);
      return answer;
    },
    { timeout: 10_000, interval: 50 },
  );
}

test("a confirmed order that names only the shop's own cart closes that cart", async () => {
  await send(WRITE_KEY, added("visitor-1", "basket-1"));
  const answer = await sendUntilKnown(order("purchase", { cart_token: "basket-1", transaction_id: "t-1", value: 5 }));
  expect(answer).toMatchObject({ accepted: 1 });
  expect((await viewOf("visitor-1")).cart).toBeNull();
});

test("a confirmed cancellation that names only the order finds who bought it", async () => {
  await send(WRITE_KEY, added("visitor-2", "basket-2"), {
    type: "track",
    event: "purchase",
    anonymousId: "visitor-2",
    properties: { transaction_id: "t-2", value: 5 },
  });
  expect(await sendUntilKnown(order("order_cancelled", { transaction_id: "t-2" }))).toMatchObject({ accepted: 1 });
});

test("an order of which nobody is known is refused and told so", async () => {
  const answer = await send(SECRET_KEY, order("purchase", { transaction_id: "t-nobody", cart_token: "basket-nobody" }));
  expect(answer).toMatchObject({ accepted: 0, rejected: [{ index: 0, code: "missing_shopper" }] });
});

test("through the write key an order without a shopper is refused", async () => {
  await send(WRITE_KEY, added("visitor-3", "basket-3"));
  const answer = await send(WRITE_KEY, order("purchase", { cart_token: "basket-3", value: 5 }));
  expect(answer).toMatchObject({ accepted: 0, rejected: [{ code: "missing_shopper" }] });
});
