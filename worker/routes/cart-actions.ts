import { Hono } from "hono";
import { closeCartRequestSchema } from "../../protocol/restore-link.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { isCartId } from "../carts/cart-id.ts";
import { cartOwners } from "../carts/cart-owners.ts";
import { readJson } from "../middleware/read-json.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperStub } from "../shopper-stub.ts";

/** `POST /v1/carts/:id/close`: an order by phone, a shop assistant who takes over. */
export const cartActions = new Hono<AppEnv>();

cartActions.post(
  "/v1/carts/:id/close",
  requireSecretKey(),
  readJson(closeCartRequestSchema, "invalid_parameter"),
  async (c) => {
    const cartId = c.req.param("id");
    const { mode, ...owner } = c.var.body;
    const owners = isCartId(cartId) ? await cartOwners(c.env, c.var.config, cartId, owner) : [];
    if (owners === null) return apiError("unavailable");
    const config = shopperConfig(c.var.config);
    for (const shopper of owners) {
      const answer = await shopperStub(c.env, c.var.store, shopper).closeCart({ cartId, mode, config });
      if (answer !== null) return c.json(answer);
    }
    return apiError("not_found", { message: "There is no such cart.", parameter: "id" });
  },
);
