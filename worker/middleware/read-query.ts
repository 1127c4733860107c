import type { MiddlewareHandler } from "hono";
import type * as z from "zod/mini";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";

const SHOWABLE_NAME = /^[\w.-]{1,64}$/;

/**
 * Reads the query by a schema and sets `c.var.query`. An unknown parameter, one that is given twice and a bad value
 * are a 400 that names the parameter. Values are strings when the schema sees them.
 */
export function readQuery<Shape extends z.core.$ZodShape>(
  schema: z.ZodMiniObject<Shape>,
): MiddlewareHandler<AppEnv & { Variables: { query: z.output<z.ZodMiniObject<Shape>> } }> {
  return async function readQueryMiddleware(c, next) {
    const given: Record<string, string> = {};
    for (const [name, value] of new URL(c.req.url).searchParams) {
      if (!Object.hasOwn(schema.shape, name)) return apiError("unknown_parameter", named(name));
      if (Object.hasOwn(given, name)) return apiError("invalid_parameter", { ...named(name), message: "Given twice." });
      given[name] = value;
    }
    const parsed = schema.safeParse(given);
    if (!parsed.success) return apiError("invalid_parameter", named(String(parsed.error.issues[0]?.path[0] ?? "")));
    c.set("query", parsed.data);
    await next();
    return undefined;
  };
}

/** The name goes back to its sender only if nothing but a name can be in it. */
function named(name: string): { parameter?: string } {
  return SHOWABLE_NAME.test(name) ? { parameter: name } : {};
}
