import type { MiddlewareHandler } from "hono";
import { sha256Hex } from "../../durable-objects/store/sha256-hex.ts";
import { adminKey } from "../admin-key.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { isSameText } from "../is-same-text.ts";

const BEARER = /^bearer +(\S{1,256}) *$/i;

/**
 * Lets a request pass that carries the operator's admin key as Bearer. Everything else is 401, also where no admin key
 * is configured; production mode does not know the one that everybody knows.
 */
export function requireAdminKey(): MiddlewareHandler<AppEnv> {
  return async function requireAdminKeyMiddleware(c, next) {
    const presented = BEARER.exec(c.req.header("Authorization") ?? "")?.[1];
    if (presented === undefined || !(await isAdminKey(c.env, presented))) return apiError("unauthorized");
    await next();
    return undefined;
  };
}

async function isAdminKey(env: AppEnv["Bindings"], presented: string): Promise<boolean> {
  const key = adminKey(env);
  return key !== null && isSameText(await sha256Hex(key), await sha256Hex(presented));
}
