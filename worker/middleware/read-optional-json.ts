import type { MiddlewareHandler } from "hono";
import type * as z from "zod/mini";
import type { ErrorCode } from "../../protocol/error.ts";
import type { AppEnv } from "../app-env.ts";
import { readJson } from "./read-json.ts";

/** Like `readJson`, for a body that may be left out: no body at all is an empty object. */
export function readOptionalJson<Schema extends z.ZodMiniType>(
  schema: Schema,
  code: ErrorCode,
): MiddlewareHandler<AppEnv & { Variables: { body: z.output<Schema> } }> {
  const read = readJson(schema, code);
  return async function readOptionalJsonMiddleware(c, next) {
    const { raw } = c.req;
    if (raw.body !== null && c.req.header("Content-Length") !== "0") return await read(c, next);
    c.set("body", schema.parse({}));
    await next();
    return undefined;
  };
}
