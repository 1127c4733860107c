import type { MiddlewareHandler } from "hono";
import { clientAddress } from "../abuse/client-address.ts";
import { guardOf } from "../abuse/guard.ts";
import { tooMany } from "../abuse/too-many.ts";
import { waitOf } from "../abuse/wait-of.ts";
import type { AppEnv } from "../app-env.ts";

/** Refuses what one address sends too much of, before its body is read. Preflights cost nothing and always pass. */
export function limitAddress(): MiddlewareHandler<AppEnv> {
  return async function limitAddressMiddleware(c, next) {
    const address = c.req.method === "OPTIONS" ? null : clientAddress(c.req.raw, c.env);
    if (address !== null) {
      const limiter = { buckets: guardOf(c.env).addresses, binding: c.env.ADDRESS_RATE_LIMIT };
      const wait = await waitOf(address, limiter, Date.now());
      if (wait > 0) {
        const response = tooMany("address", wait);
        // A page must be able to read when to come again.
        response.headers.set("Access-Control-Allow-Origin", "*");
        response.headers.set("Access-Control-Expose-Headers", "Retry-After");
        return response;
      }
    }
    await next();
    return undefined;
  };
}
