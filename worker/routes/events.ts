import { Hono } from "hono";
import * as z from "zod/mini";
import type { ShopperLogged } from "../../durable-objects/metrics/event-codec.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import { eventsParametersSchema } from "../../protocol/metrics-parameters.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { firstEvents } from "../metrics/first-events.ts";
import { idsOfCustomer } from "../metrics/ids-of-customer.ts";
import { jsonCursor, readJsonCursor } from "../metrics/json-cursor.ts";
import { readMoment } from "../metrics/read-days.ts";
import { toEvent } from "../metrics/to-event.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

const DEFAULT_LIMIT = 100;
/** Time, id, shopper and trust of the last event of a page. */
const cursorSchema = z.tuple([
  z.int(),
  z.string().check(z.maxLength(2 * MAX_ID_LENGTH)),
  z.custom<ShopperKey>((text) => typeof text === "string" && /^[ua]:/.test(text)),
  z.enum(["claim", "confirmed"]),
]);

/** `GET /v1/events`: the event log, oldest first. */
export const events = new Hono<AppEnv>();

events.get("/v1/events", requireSecretKey(), readQuery(eventsParametersSchema), async (c) => {
  const { config, query } = c.var;
  const { limit = DEFAULT_LIMIT, start, end, cursor } = query;
  const timeZone = config.settings.time_zone;
  const from = start === undefined ? 0 : readMoment(start, timeZone, "start");
  if (from === null) return apiError("invalid_parameter", { parameter: "start" });
  const to = end === undefined ? Number.MAX_SAFE_INTEGER : readMoment(end, timeZone, "end");
  if (to === null) return apiError("invalid_parameter", { parameter: "end" });
  const after = cursor === undefined ? null : readJsonCursor(cursorSchema, cursor);
  if (after === null && cursor !== undefined) return apiError("invalid_parameter", { parameter: "cursor" });

  const now = Date.now();
  const customers = query.customer_id === undefined ? null : await idsOfCustomer(c.env, config, query.customer_id);
  const { first: found, partial } = await firstEvents(c.env, config, {
    filter: {
      from,
      to,
      name: query.event_type ?? null,
      source: query.source ?? null,
      device: query.device ?? null,
      customers: customers === null ? null : customers.ids,
      item: query.product_id ?? null,
      session: query.session_id ?? null,
    },
    after: after === null ? null : { shopper: after[2], event: { at: after[0], id: after[1], trust: after[3] } },
    // One row more than the page tells whether there is another page.
    limit: limit + 1,
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return c.json({
    data: page.map(toEvent),
    next_cursor: last !== undefined && found.length > limit ? jsonCursor(positionOf(last)) : null,
    as_of: new Date(now).toISOString(),
    ...customers?.partial,
    ...partial,
  });
});

function positionOf({ shopper, event }: ShopperLogged): z.infer<typeof cursorSchema> {
  return [event.at, event.id, shopper, event.trust];
}
