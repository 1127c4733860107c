import { Hono } from "hono";
import { addOpenCarts, noOpenCarts } from "../../engine/metrics/open-carts.ts";
import { rulesOf } from "../../engine/rules.ts";
import { noParametersSchema } from "../../protocol/metrics-parameters.ts";
import type { NowAnswer } from "../../protocol/now-answer.ts";
import type { AppEnv } from "../app-env.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

/** `GET /v1/now`: how many are in the shop, with how much in their carts, and how many alarms are armed. */
export const now = new Hono<AppEnv>();

now.get("/v1/now", requireSecretKey(), readQuery(noParametersSchema), async (c) => {
  const { config } = c.var;
  const at = Date.now();
  const { cutoffMs } = rulesOf(config.settings);
  const { answers, partial } = await askQuestion(c.env, config, "openCarts", { cutoffMs, now: at });
  const sums = answers.reduce(addOpenCarts, noOpenCarts());
  const body: NowAnswer = {
    active_shoppers: sums.active,
    open_carts: sums.carts,
    open_value_minor: sums.value,
    idle_carts: sums.idle,
    idle_value_minor: sums.idleValue,
    armed: { carts: sums.armed, next_at: sums.nextAt === null ? null : new Date(sums.nextAt).toISOString() },
    as_of: new Date(at).toISOString(),
    ...partial,
  };
  return c.json(body);
});
