import type { MiddlewareHandler } from "hono";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { authenticate } from "../authenticate.ts";
import { keyFromAuthorization } from "../presented-keys.ts";
import { isSameOrigin } from "../session/is-same-origin.ts";
import { sessionOf } from "../session/session-of.ts";

/** Methods that change nothing. */
const READING = new Set(["GET", "HEAD"]);

/**
 * Lets a request pass that carries a store's secret key (Bearer, or the user name of Basic), or the cookie of a
 * dashboard session, and sets `c.var.store` and `c.var.config`. Else 401; 403 for a write key, which is public and can
 * never read, and for a change by cookie that another site's page may have asked for.
 */
export function requireSecretKey(): MiddlewareHandler<AppEnv> {
  return async function requireSecretKeyMiddleware(c, next) {
    const presented = keyFromAuthorization(c.req.header("Authorization"));
    if (presented === null) {
      const session = await sessionOf(c, Date.now());
      if (session === null) return apiError("unauthorized");
      if (!READING.has(c.req.method) && !isSameOrigin(c.req.raw)) return apiError("forbidden");
      c.set("config", session.config);
    } else {
      const authenticated = await authenticate(c.env, presented, Date.now());
      if (authenticated === null) return apiError("unauthorized");
      if (authenticated.kind !== "secret") return apiError("forbidden", { message: "This needs the secret key." });
      c.set("config", authenticated.config);
    }
    c.set("store", c.var.config.store);
    await next();
    return undefined;
  };
}
