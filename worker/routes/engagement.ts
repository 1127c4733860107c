import { Hono } from "hono";
import * as z from "zod/mini";
import { ACTIVITY_CLASSES, TIERS } from "../../engine/engagement/classes.ts";
import { stickiness } from "../../engine/engagement/cohort-stickiness.ts";
import { compareChurn } from "../../durable-objects/metrics/questions/shoppers.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { dateOfDay } from "../../engine/metrics/day-range.ts";
import { dayOf } from "../../engine/store-day.ts";
import {
  activeUsersParametersSchema,
  churnParametersSchema,
  engagementParametersSchema,
} from "../../protocol/metrics-parameters.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { jsonCursor, readJsonCursor } from "../metrics/json-cursor.ts";
import { readDay } from "../metrics/read-days.ts";
import { readMembership } from "../metrics/read-membership.ts";
import { toProfile } from "../metrics/to-profile.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

const DEFAULT_LIMIT = 100;
const DEFAULT_THRESHOLD = 0.6;
const shopperKey = z.custom<ShopperKey>((value) => typeof value === "string" && /^[ua]:/.test(value));
const churnCursorSchema = z.tuple([z.int(), shopperKey]);

/** Who comes, how often, and who stays away: active users, engagement, churn. Days are the store's. */
export const engagement = new Hono<AppEnv>();

engagement.get("/v1/metrics/active_users", requireSecretKey(), readQuery(activeUsersParametersSchema), async (c) => {
  const { config, query } = c.var;
  const now = Date.now();
  const read = readDay("date", query.date, { timeZone: config.settings.time_zone, now });
  if (!read.ok) return apiError("invalid_parameter", { parameter: read.parameter });
  const { days: count = 1 } = query;
  const from = read.value - count + 1;
  const membership = await readMembership(c.env, config, { from, count });
  const data = Array.from({ length: count }, (_, index) => {
    const [dau, wau, mau] = (["dau", "wau", "mau"] as const).map((series) => membership.at(series, index));
    return { date: dateOfDay(from + index), dau, wau, mau, stickiness: stickiness(dau ?? 0, mau ?? 0) };
  });
  return c.json({ data, as_of: new Date(now).toISOString(), ...membership.partial });
});

engagement.get("/v1/metrics/engagement", requireSecretKey(), readQuery(engagementParametersSchema), async (c) => {
  const { config, query } = c.var;
  const now = Date.now();
  const read = readDay("date", query.date, { timeZone: config.settings.time_zone, now });
  if (!read.ok) return apiError("invalid_parameter", { parameter: read.parameter });
  const membership = await readMembership(c.env, config, { from: read.value, count: 1 });
  return c.json({
    date: dateOfDay(read.value),
    distribution: Object.fromEntries(
      ACTIVITY_CLASSES.map((name) => [name, membership.at(`distribution.${name}`, 0)] as const),
    ),
    tiers: Object.fromEntries(TIERS.map((name) => [name, membership.at(`tiers.${name}`, 0)] as const)),
    total: membership.at("mau", 0),
    as_of: new Date(now).toISOString(),
    ...membership.partial,
  });
});

engagement.get("/v1/metrics/churn", requireSecretKey(), readQuery(churnParametersSchema), async (c) => {
  const { config, query } = c.var;
  const { threshold = DEFAULT_THRESHOLD, limit = DEFAULT_LIMIT, cursor } = query;
  const now = Date.now();
  const after = cursor === undefined ? null : readJsonCursor(churnCursorSchema, cursor);
  if (after === null && cursor !== undefined) return apiError("invalid_parameter", { parameter: "cursor" });
  const { answers, partial } = await askQuestion(c.env, config, "churn", {
    date: dayOf(now, config.settings.time_zone),
    now,
    threshold,
    after: after === null ? null : { lastActiveDay: after[0], shopper: after[1] },
    limit: limit + 1,
  });
  const rows = answers.flat().toSorted(compareChurn);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return c.json({
    data: page.map(({ shopper, lastActiveDay, profile }) => ({
      shopper: shopper.slice(2),
      identity: shopper.startsWith("u:") ? "known" : "anonymous",
      last_active_date: dateOfDay(lastActiveDay),
      ...toProfile(profile),
    })),
    next_cursor: last !== undefined && rows.length > limit ? jsonCursor([last.lastActiveDay, last.shopper]) : null,
    as_of: new Date(now).toISOString(),
    ...partial,
  });
});
