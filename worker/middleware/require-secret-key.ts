import type { Context, MiddlewareHandler } from "hono";
import type { ApiKeyKind } from "../../durable-objects/store/store-config.ts";
import { guardOf } from "../abuse/guard.ts";
import { tooMany } from "../abuse/too-many.ts";
import { waitOf } from "../abuse/wait-of.ts";
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
 * dashboard session, and sets `c.var.store` and `c.var.config`; a read-only key, or a session begun with one, for what
 * changes nothing: GET, and where `reads` says so. Else 401; 403 for a write key, which is public and can never read,
 * for a change by a read-only key, and for one by cookie that another site's page may have asked for.
 */
export function requireSecretKey({ reads = false }: { reads?: boolean } = {}): MiddlewareHandler<AppEnv> {
  return async function requireSecretKeyMiddleware(c, next) {
    const allowed = await admit(c);
    if (allowed instanceof Response) return allowed;
    if (allowed === "read" && !reads && !READING.has(c.req.method)) {
      return apiError("forbidden", { message: "This key may only read." });
    }
    c.set("store", c.var.config.store);
    await next();
    return undefined;
  };
}

/** Sets the configuration of the store whose key or session it is, and answers the kind of key; else the refusal. */
async function admit(c: Context<AppEnv>): Promise<ApiKeyKind | Response> {
  const presented = keyFromAuthorization(c.req.header("Authorization"));
  if (presented === null) {
    const session = await sessionOf(c, Date.now());
    if (session === null) return apiError("unauthorized");
    if (!READING.has(c.req.method) && !isSameOrigin(c.req.raw)) return apiError("forbidden");
    c.set("config", session.config);
    return session.kind;
  }
  const authenticated = await authenticate(c.env, presented, Date.now());
  if (authenticated === null) return apiError("unauthorized");
  if (authenticated.kind === "write") return apiError("forbidden", { message: "This needs the secret key." });
  const limiter = { buckets: guardOf(c.env).keys, binding: c.env.KEY_RATE_LIMIT };
  const wait = await waitOf(presented.key, limiter, Date.now());
  if (wait > 0) return tooMany("key", wait);
  c.set("config", authenticated.config);
  return authenticated.kind;
}
