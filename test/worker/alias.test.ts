import { expect, test } from "vitest";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { SECRET_KEY, WRITE_KEY, callAsOwner, post } from "./call.ts";

const added = (userId: string, itemId: string) => ({
  type: "track",
  event: "add_to_cart",
  userId,
  properties: { items: [{ item_id: itemId, price: 5 }] },
});

async function send(writeKey: string, ...batch: unknown[]): Promise<IngestAnswer> {
  return (await post("/v1/batch", { writeKey, batch })).json<IngestAnswer>();
}

async function itemsOf(id: string): Promise<string[]> {
  const view = await (await callAsOwner(`/v1/shoppers/${id}`)).json<ShopperView>();
  return (view.cart?.items ?? []).map((line) => line.item_id).toSorted();
}

test("alias through the secret key makes two users one, and says so once more without harm", async () => {
  await send(WRITE_KEY, added("old-name", "a"), added("new-name", "b"));
  const alias = { type: "alias", userId: "new-name", previousId: "old-name" };
  expect(await send(SECRET_KEY, alias)).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(await itemsOf("new-name")).toEqual(["a", "b"]);
  await send(SECRET_KEY, alias);
  await send(WRITE_KEY, added("old-name", "c"));
  expect(await itemsOf("new-name")).toEqual(["a", "b", "c"]);
});

test("alias through the write key changes nothing", async () => {
  await send(WRITE_KEY, added("victim", "a"), added("thief", "b"));
  await send(WRITE_KEY, { type: "alias", userId: "thief", previousId: "victim" });
  expect(await itemsOf("thief")).toEqual(["b"]);
  expect(await itemsOf("victim")).toEqual(["a"]);
});
