import { Hono } from "hono";
import * as z from "zod/mini";
import type { ToldShopper } from "../../durable-objects/metrics/questions/told-shoppers.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { forgottenEpisodes, whose } from "../../engine/ledger-history/ledger-lines.ts";
import type { LedgerAnswer } from "../../protocol/ledger-line.ts";
import { ledgerParametersSchema } from "../../protocol/metrics-parameters.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { jsonCursor, readJsonCursor } from "../metrics/json-cursor.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperStub } from "../shopper-stub.ts";

const DEFAULT_LIMIT = 100;
/** Shoppers that are asked at the same time. */
const AT_ONCE = 24;
const cursorSchema = z.custom<ShopperKey>((text) => typeof text === "string" && /^[ua]:/.test(text));

/** `GET /v1/ledger`: everything that was decided, shopper by shopper, as `POST /v1/import` takes it back. */
export const ledger = new Hono<AppEnv>();

ledger.get("/v1/ledger", requireSecretKey(), readQuery(ledgerParametersSchema), async (c) => {
  const { limit = DEFAULT_LIMIT, cursor } = c.var.query;
  const after = cursor === undefined ? null : readJsonCursor(cursorSchema, cursor);
  if (after === null && cursor !== undefined) return apiError("invalid_parameter", { parameter: "cursor" });
  const now = Date.now();
  const { answers, partial } = await askQuestion(c.env, c.var.config, "toldShoppers", { after, limit: limit + 1 });
  const found = answers.flat().toSorted((a, b) => (a.shopper < b.shopper ? -1 : 1));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const data: LedgerAnswer["data"] = [];
  for (let from = 0; from < page.length; from += AT_ONCE) {
    const asked = page.slice(from, from + AT_ONCE).map(async (told) => linesOf(c.env, c.var, told));
    data.push(...(await Promise.all(asked)));
  }
  const answer: LedgerAnswer = {
    data: data.filter(({ lines }) => lines.length > 0),
    next_cursor: last !== undefined && found.length > limit ? jsonCursor(last.shopper) : null,
    as_of: new Date(now).toISOString(),
    ...partial,
  };
  return c.json(answer);
});

async function linesOf(
  env: AppEnv["Bindings"],
  { store, config }: Pick<AppEnv["Variables"], "store" | "config">,
  { shopper, episodes }: ToldShopper,
): Promise<LedgerAnswer["data"][number]> {
  const history = await shopperStub(env, store, shopper).ledgerHistory(shopperConfig(config));
  const { aliases, outcomes } = history ?? { aliases: [], outcomes: [] };
  return {
    ...whose(shopper),
    lines: [...aliases, ...outcomes, ...forgottenEpisodes(shopper, episodes, outcomes)],
  };
}
