import type { MiddlewareHandler } from "hono";
import { CORS_MAX_AGE_SECONDS } from "../../protocol/limits.ts";
import type { AppEnv } from "../app-env.ts";

/**
 * Lets pages of any origin send events and read the answer, without credentials. A store's own list of origins is
 * checked when the events come (`isAllowedOrigin`): a preflight does not say whose they will be.
 */
export function ingestCors(): MiddlewareHandler<AppEnv> {
  return async function ingestCorsMiddleware(c, next) {
    if (c.req.method === "OPTIONS") return preflight(c.req.header("Access-Control-Request-Headers"));
    await next();
    c.res.headers.set("Access-Control-Allow-Origin", "*");
    c.res.headers.set("Access-Control-Expose-Headers", "Retry-After");
    return undefined;
  };
}

/** The requested headers are echoed: `*` would not cover `Authorization`. */
function preflight(requestedHeaders: string | undefined): Response {
  const headers = new Headers({
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Max-Age": String(CORS_MAX_AGE_SECONDS),
    Vary: "Access-Control-Request-Headers",
  });
  if (requestedHeaders !== undefined) headers.set("Access-Control-Allow-Headers", requestedHeaders);
  return new Response(null, { status: 204, headers });
}
