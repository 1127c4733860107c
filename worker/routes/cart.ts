import { Hono } from "hono";
import { cartParametersSchema, type CartAnswer } from "../../protocol/cart.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { isCartId } from "../carts/cart-id.ts";
import { cartOwners } from "../carts/cart-owners.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperStub } from "../shopper-stub.ts";

/** `GET /v1/carts/:id`: one open cart with every item, to which webhooks link where they had to cut it. */
export const cart = new Hono<AppEnv>();

cart.get("/v1/carts/:id", requireSecretKey(), readQuery(cartParametersSchema), async (c) => {
  const cartId = c.req.param("id");
  const owners = isCartId(cartId) ? await cartOwners(c.env, c.var.config, cartId, c.var.query) : [];
  if (owners === null) return apiError("unavailable");
  const config = shopperConfig(c.var.config);
  for (const shopper of owners) {
    const view = await shopperStub(c.env, c.var.store, shopper).view(config);
    if (view?.cart?.cart_id !== cartId) continue;
    const { user_id, anonymous_id, as_of } = view;
    const answer: CartAnswer = { ...view.cart, shopper: view.shopper, user_id, anonymous_id, as_of };
    return c.json(answer);
  }
  return apiError("not_found", { message: "There is no such open cart.", parameter: "id" });
});
