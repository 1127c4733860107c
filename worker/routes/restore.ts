import { Hono } from "hono";
import { hashOfToken } from "../../durable-objects/restore/hash-of-token.ts";
import { openToken, storeOfToken } from "../../durable-objects/restore/open-token.ts";
import { restoreUrl } from "../../durable-objects/restore/restore-url.ts";
import { cachedStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import { readReturnUrl, returnAddress } from "../../engine/restore/return-address.ts";
import { RESTORE_LINK_HOURS, type RestoreLinkAnswer, restoreLinkRequestSchema } from "../../protocol/restore-link.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { isCartId } from "../carts/cart-id.ts";
import { cartOwners } from "../carts/cart-owners.ts";
import { readOptionalJson } from "../middleware/read-optional-json.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { LINK_HEADERS, restorePage } from "../restore/restore-page.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperStub } from "../shopper-stub.ts";

const HOUR_MS = 3_600_000;

/** Links that bring a shopper back to a cart: `POST /v1/carts/:id/restore-link` makes one, `GET /r/:token` follows. */
export const restore = new Hono<AppEnv>();

restore.post(
  "/v1/carts/:id/restore-link",
  requireSecretKey(),
  readOptionalJson(restoreLinkRequestSchema, "invalid_parameter"),
  async (c) => {
    const cartId = c.req.param("id");
    const { expires_in_hours = RESTORE_LINK_HOURS, ...owner } = c.var.body;
    if (readReturnUrl(c.var.config.settings.return_url) === null) {
      return apiError("conflict", { message: "Set return_url first: links lead there.", parameter: "return_url" });
    }
    const owners = isCartId(cartId) ? await cartOwners(c.env, c.var.config, cartId, owner) : [];
    if (owners === null) return apiError("unavailable");
    const request = { cartId, lifetimeMs: Math.round(expires_in_hours * HOUR_MS), config: shopperConfig(c.var.config) };
    for (const shopper of owners) {
      const made = await shopperStub(c.env, c.var.store, shopper).makeRestoreLink(request);
      if (made.kind === "unknown") continue;
      if (made.kind !== "made") return apiError("conflict", { message: "The cart is no longer open." });
      // Here, unlike in an alarm, the request tells where the service is reached.
      const url = restoreUrl(c.env.PUBLIC_URL, made.token) ?? `${new URL(c.req.url).origin}/r/${made.token}`;
      const expiresAt = new Date(made.expiresAt).toISOString();
      const body: RestoreLinkAnswer = {
        cart_id: cartId,
        shopper: made.shopper,
        restore_url: url,
        expires_at: expiresAt,
      };
      return c.json(body);
    }
    return apiError("not_found", { message: "There is no such cart.", parameter: "id" });
  },
);

// The store's return URL is the only place to which this ever leads: nothing of the request is in the address but the
// token itself.
restore.get("/r/:token", async (c) => {
  const token = c.req.param("token");
  const store = storeOfToken(token);
  const config = store === null ? null : await cachedStoreConfig(c.env, store, Date.now());
  const shopper = config === null ? null : openToken(token, config.salt);
  if (config === null || shopper === null || config.closedAt !== undefined) return restorePage("unknown");
  const followed = await shopperStub(c.env, config.store, shopper).restoreCart(
    hashOfToken(token),
    shopperConfig(config),
  );
  if (followed.kind !== "open") return restorePage(followed.kind);
  const returnUrl = readReturnUrl(config.settings.return_url);
  if (returnUrl === null) return restorePage("gone");
  const headers = { ...LINK_HEADERS, Location: returnAddress(returnUrl, followed.lines, token) };
  return new Response(null, { status: 302, headers });
});
