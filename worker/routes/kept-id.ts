import { Hono } from "hono";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { endOfIdentityCookie } from "../first-party/identity-cookie.ts";
import { isSameOrigin } from "../session/is-same-origin.ts";

/** `DELETE /v1/id`: a shopper who takes back consent is forgotten by the cookie as well. */
export const keptId = new Hono<AppEnv>();

keptId.delete("/v1/id", (c) => {
  // Another site must not make a shop forget its shoppers.
  if (!isSameOrigin(c.req.raw)) return apiError("forbidden");
  c.header("Set-Cookie", endOfIdentityCookie());
  return c.body(null, 204);
});
