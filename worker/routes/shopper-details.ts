import { Hono } from "hono";
import * as z from "zod/mini";
import type { TimelinePosition } from "../../durable-objects/shopper/shopper-timeline.ts";
import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import { type TimelineAnswer, timelineParametersSchema } from "../../protocol/timeline.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { fromCursor, toCursor } from "../opaque-cursor.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperKeys } from "../shopper-keys.ts";
import { shopperStub } from "../shopper-stub.ts";

const DEFAULT_LIMIT = 100;

const kindSchema = z.object({ kind: z.optional(z.enum(["user", "anonymous"])) });
const positionSchema = z.tuple([z.int(), z.string()]);

/** `GET /v1/shoppers/:id/explain` and `/timeline`: why something fires or does not, and everything that happened. */
export const shopperDetails = new Hono<AppEnv>();

shopperDetails.get("/v1/shoppers/:id/explain", requireSecretKey(), readQuery(kindSchema), async (c) => {
  const config = shopperConfig(c.var.config);
  for (const shopper of keysOf(c.req.param("id"), c.var.query.kind)) {
    const answer = await shopperStub(c.env, c.var.store, shopper).explain(config);
    if (answer !== null) return c.json(answer);
  }
  return noSuchShopper();
});

shopperDetails.get("/v1/shoppers/:id/timeline", requireSecretKey(), readQuery(timelineParametersSchema), async (c) => {
  const { kind, limit = DEFAULT_LIMIT, cursor } = c.var.query;
  const after = cursor === undefined ? null : positionOf(cursor);
  if (after === null && cursor !== undefined) return apiError("invalid_parameter", { parameter: "cursor" });
  for (const shopper of keysOf(c.req.param("id"), kind)) {
    const page = await shopperStub(c.env, c.var.store, shopper).timeline(after, limit);
    if (page === null) continue;
    const body: TimelineAnswer = {
      shopper: page.shopper,
      data: page.entries,
      next_cursor: page.next === null ? null : toCursor([page.next.at, page.next.key]),
      as_of: new Date().toISOString(),
    };
    return c.json(body);
  }
  return noSuchShopper();
});

function keysOf(id: string, kind: "user" | "anonymous" | undefined) {
  return id.length > MAX_ID_LENGTH ? [] : shopperKeys(id, kind);
}

function positionOf(cursor: string): TimelinePosition | null {
  const parsed = positionSchema.safeParse(fromCursor(cursor));
  return parsed.success ? { at: parsed.data[0], key: parsed.data[1] } : null;
}

function noSuchShopper(): Response {
  return apiError("not_found", { message: "There is no such shopper.", parameter: "id" });
}
