import type { MiddlewareHandler } from "hono";
import type * as z from "zod/mini";
import type { ErrorCode } from "../../protocol/error.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readBody } from "../ingest/read-body.ts";

/**
 * Reads a JSON body by a schema and sets `c.var.body`. A body that cannot be read is refused as such; a bad value is
 * `code`, with the field's name where one field is to blame. An unknown field's own name is not repeated. A request
 * without a body counts as `whenEmpty`, where that is given.
 */
export function readJson<Schema extends z.ZodMiniType>(
  schema: Schema,
  code: ErrorCode,
  { whenEmpty }: { whenEmpty?: object } = {},
): MiddlewareHandler<AppEnv & { Variables: { body: z.output<Schema> } }> {
  return async function readJsonMiddleware(c, next) {
    // Plain workerd has a stream of nothing where a client says that its body is empty.
    const isEmpty = c.req.raw.body === null || c.req.header("Content-Length") === "0";
    const read =
      isEmpty && whenEmpty !== undefined ? ({ ok: true, body: whenEmpty } as const) : await readBody(c.req.raw);
    if (!read.ok) return apiError(read.code);
    const parsed = schema.safeParse(read.body);
    if (!parsed.success) {
      const parameter = parsed.error.issues[0]?.path.join(".") ?? "";
      return apiError(code, parameter === "" ? {} : { parameter });
    }
    c.set("body", parsed.data);
    await next();
    return undefined;
  };
}
