import type { MiddlewareHandler } from "hono";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { authenticate } from "../authenticate.ts";
import { keyFromAuthorization } from "../presented-keys.ts";

/**
 * Lets a request pass that carries a store's secret key (Bearer, or the user name of Basic), and sets `c.var.store`
 * and `c.var.config`. Else 401; 403 for a write key, which is public and can never read.
 */
export function requireSecretKey(): MiddlewareHandler<AppEnv> {
  return async function requireSecretKeyMiddleware(c, next) {
    const presented = keyFromAuthorization(c.req.header("Authorization"));
    if (presented === null) return apiError("unauthorized");
    const authenticated = await authenticate(c.env, presented, Date.now());
    if (authenticated === null) return apiError("unauthorized");
    if (authenticated.kind !== "secret") return apiError("forbidden", { message: "This needs the secret key." });
    c.set("store", authenticated.config.store);
    c.set("config", authenticated.config);
    await next();
    return undefined;
  };
}
