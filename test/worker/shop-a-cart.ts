import type { ShopperView } from "../../protocol/shopper-view.ts";
import { callAsOwner, postBatch } from "./call.ts";

let people = 0;

/** A user whom no other test knows. */
export function newUser(): string {
  people += 1;
  return `user-${people}-${crypto.randomUUID().slice(0, 8)}`;
}

/** Puts something into a user's cart and returns the cart's id. */
export async function cartOf(userId: string, properties: object = { item_id: "mug", price: 5 }): Promise<string> {
  const messageId = crypto.randomUUID();
  await postBatch({ type: "track", event: "add_to_cart", messageId, userId, properties });
  return (await viewOf(userId)).cart?.cart_id ?? "";
}

/** What is known of a user. */
export async function viewOf(userId: string): Promise<ShopperView> {
  return (await callAsOwner(`/v1/shoppers/${userId}`)).json<ShopperView>();
}

/** Changes settings of the development store. */
export async function patchSettings(body: object): Promise<void> {
  const response = await callAsOwner("/v1/settings", { method: "PATCH", body });
  if (response.status !== 200) throw new Error(await response.text());
}
