import { Hono } from "hono";
import * as z from "zod/mini";
import type { OutcomesAnswer } from "../../protocol/live.ts";
import type { AppEnv } from "../app-env.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

const DEFAULT_LIMIT = 10;

const querySchema = z.object({
  /** 1 to 100. */
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/))),
});

/** `GET /v1/outcomes`: the latest alerts, and what became of them. */
export const outcomes = new Hono<AppEnv>();

outcomes.get("/v1/outcomes", requireSecretKey(), readQuery(querySchema), async (c) => {
  const limit = Number(c.var.query.limit ?? DEFAULT_LIMIT);
  const now = Date.now();
  const { answers, partial } = await askQuestion(c.env, c.var.config, "outcomes", { limit });
  const newest = answers.flat().toSorted((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id));
  const answer: OutcomesAnswer = { data: newest.slice(0, limit), as_of: new Date(now).toISOString(), ...partial };
  return c.json(answer);
});
