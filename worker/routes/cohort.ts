import { Hono } from "hono";
import type { CohortMember } from "../../durable-objects/metrics/questions/shoppers.ts";
import { TIERS } from "../../engine/engagement/classes.ts";
import { cohortStickiness } from "../../engine/engagement/cohort-stickiness.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { dateOfDay, dayOfDate } from "../../engine/metrics/day-range.ts";
import { dayOf } from "../../engine/store-day.ts";
import { cohortSchema } from "../../protocol/metrics-parameters.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { toProfile } from "../metrics/to-profile.ts";
import { readJson } from "../middleware/read-json.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

/** `POST /v1/metrics/cohort`: how a list of users comes back. */
export const cohort = new Hono<AppEnv>();

cohort.post(
  "/v1/metrics/cohort",
  requireSecretKey({ reads: true }),
  readJson(cohortSchema, "invalid_parameter"),
  async (c) => {
    const { config, body } = c.var;
    const now = Date.now();
    const today = dayOf(now, config.settings.time_zone);
    const start = dayOfDate(body.start);
    if (start === null || start > today) return apiError("invalid_parameter", { parameter: "start" });
    const last = start + body.days - 1;
    if (last > today) return apiError("invalid_parameter", { parameter: "days" });

    const users = [...new Set(body.users)];
    const keys = users.flatMap((user): ShopperKey[] => [`u:${user}`, `a:${user}`]);
    const { answers, partial } = await askQuestion(c.env, config, "cohort", { shoppers: keys, date: last, now });
    const known = new Map(answers.flat().map((member) => [member.shopper, member]));
    const members = users.flatMap((user): CohortMember[] => {
      const member = known.get(`u:${user}`) ?? known.get(`a:${user}`);
      return member === undefined ? [] : [member];
    });
    const { window = "trailing" } = body;
    const series = cohortStickiness(
      members.map(({ days }) => days),
      { start, count: body.days, window },
    );
    const risk = members.reduce((sum, { profile }) => sum + profile.riskTenths, 0);
    return c.json({
      window,
      data: series.map(({ day, active, base, stickiness }) => ({ date: dateOfDay(day), active, base, stickiness })),
      tiers: Object.fromEntries(
        TIERS.map((tier) => [tier, members.filter(({ profile }) => profile.tier === tier).length] as const),
      ),
      average_churn_risk: members.length === 0 ? 0 : Math.round((100 * risk) / members.length) / 1000,
      total: users.length,
      known: members.length,
      users: members.map(({ shopper, profile }) => ({ shopper: shopper.slice(2), ...toProfile(profile) })),
      as_of: new Date(now).toISOString(),
      ...partial,
    });
  },
);
