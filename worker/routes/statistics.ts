import { Hono } from "hono";
import { noParametersSchema } from "../../protocol/metrics-parameters.ts";
import type { AppEnv } from "../app-env.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { sumTotals } from "../metrics/sum-totals.ts";
import { topProducts } from "../metrics/top-products.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

/** `GET /v1/statistics`: what the event log holds, in numbers. */
export const statistics = new Hono<AppEnv>();

statistics.get("/v1/statistics", requireSecretKey(), readQuery(noParametersSchema), async (c) => {
  const { config } = c.var;
  const now = Date.now();
  const [asked, products] = await Promise.all([askQuestion(c.env, config, "totals", null), topProducts(c.env, config)]);
  const totals = sumTotals(asked.answers.map((answer) => answer.totals));
  const byType = totals.group("type:");
  const [adds, removes] = [byType["add_to_cart"] ?? 0, byType["remove_from_cart"] ?? 0];
  return c.json({
    total_events: totals.get("events"),
    by_event_type: byType,
    by_source: totals.group("source:"),
    by_device: totals.group("device:"),
    unique_customers: asked.answers.reduce((sum, { customers }) => sum + customers, 0),
    unique_sessions: totals.get("sessions"),
    add_remove_ratio: Math.round((100 * adds) / Math.max(removes, 1)) / 100,
    top_products_added: products.data,
    as_of: new Date(now).toISOString(),
    ...asked.partial,
    ...products.partial,
  });
});
