import { Hono } from "hono";
import type { Figures } from "../../engine/backtest/tally.ts";
import { tryCutoffs } from "../../engine/backtest/try-cutoffs.ts";
import { rulesOf } from "../../engine/rules.ts";
import { type BacktestAnswer, backtestParametersSchema, cutoffsOf } from "../../protocol/backtest.ts";
import type { Settings } from "../../protocol/settings.ts";
import type { AppEnv } from "../app-env.ts";
import { readPast } from "../backtest/read-past.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;

/** `GET /v1/backtest`: what other cut-offs would have done with the event log of the last days. Nothing is sent. */
export const backtest = new Hono<AppEnv>();

backtest.get("/v1/backtest", requireSecretKey(), readQuery(backtestParametersSchema), async (c) => {
  const { config, query } = c.var;
  const cutoffs = cutoffsOf(query.cutoff_minutes);
  const end = Date.now();
  const start = end - (query.days ?? DEFAULT_DAYS) * DAY_MS;
  const past = await readPast(c.env, config, start);
  // The hold-out group would be computed and not counted: here it is asked what the cut-off does.
  const settings = { ...config.settings, holdout_percent: 0 };
  const figures = await tryCutoffs(past.events, {
    store: config.store,
    salt: config.salt,
    rules: [settings, ...cutoffs.map((minutes) => withCutoff(settings, minutes))].map((each) => rulesOf(each)),
    until: end,
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });
  const body: BacktestAnswer = {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    events: past.events.length,
    shoppers_percent: Math.round(past.share * 1000) / 10,
    data: figures.map((each, index) => toRow(each, index === 0 ? null : (cutoffs[index - 1] ?? null))),
    as_of: new Date(end).toISOString(),
  };
  return c.json(body);
});

function withCutoff(settings: Settings, minutes: number): Settings {
  const cutoff_minutes = { ...settings.cutoff_minutes, cart: minutes, checkout: minutes, payment: minutes };
  return { ...settings, cutoff_minutes };
}

function toRow(figures: Figures, cutoff: number | null): BacktestAnswer["data"][number] {
  const { alerts, carts, needless_1h, needless_24h, recovered, value_at_stake } = figures;
  const value = value_at_stake.map(({ currency, value_minor }) => [currency, value_minor] as const);
  return {
    cutoff_minutes: cutoff,
    alerts,
    carts,
    needless_1h,
    needless_24h,
    recovered,
    value_at_stake_minor: Object.fromEntries(value),
  };
}
