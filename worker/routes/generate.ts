import { Hono } from "hono";
import * as z from "zod/mini";
import { TRAFFIC_LOCALES } from "../../engine/generate/traffic-locale.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { randomHex } from "../random-hex.ts";
import { storeStub } from "../store-stub.ts";

const DEFAULT_COUNT = 10_000;
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;
const SEED_BYTES = 6;

const querySchema = z.strictObject({
  /** Events: 100 to 1,000,000 (10,000). */
  count: wholeNumber(100, 1_000_000),
  /** `replace` makes the store forget everything that happened first; `append` (the default) adds. */
  mode: z.optional(z.enum(["replace", "append"])),
  /** The same seed gives the same traffic; absent: one is drawn. */
  seed: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** How many days the traffic fills: 1 to 366 (30). */
  days: wholeNumber(1, 366),
  locale: z.optional(z.enum(TRAFFIC_LOCALES)),
  /** When the traffic ends, at the latest now, which it is when absent. */
  until: z.optional(z.iso.datetime({ offset: true })),
});
const noParametersSchema = z.strictObject({});

const FOR_DEVELOPMENT =
  "Test traffic is for development stores only: those of a collector whose MODE is development (npm run dev).";

/**
 * `POST /v1/generate` and `GET /v1/generate/status`: test traffic, for development stores only. Every store of a
 * collector in development mode is one, and no other: where shops are served, nothing may replace what happened.
 */
export const generate = new Hono<AppEnv>();

generate.post("/v1/generate", requireSecretKey(), readQuery(querySchema), async (c) => {
  if (c.env.MODE !== "development") return apiError("forbidden", { message: FOR_DEVELOPMENT });
  const { count, mode, seed, days, locale, until } = c.var.query;
  const now = Date.now();
  const traffic = {
    count: count ?? DEFAULT_COUNT,
    seed: seed ?? randomHex(SEED_BYTES),
    until: Math.min(now, until === undefined ? now : Date.parse(until)),
    lengthMs: (days ?? DEFAULT_DAYS) * DAY_MS,
    locale: locale ?? TRAFFIC_LOCALES[0],
  };
  const status = await storeStub(c.env, c.var.store).startGenerating(traffic, mode === "replace");
  if (status === null) return apiError("conflict", { message: "Traffic is being generated already." });
  return c.json({ ...status, seed: traffic.seed }, 202);
});

generate.get("/v1/generate/status", requireSecretKey(), readQuery(noParametersSchema), async (c) => {
  const status = await storeStub(c.env, c.var.store).generateStatus();
  return c.json(status, 200, { "Cache-Control": "no-store" });
});

function wholeNumber(least: number, most: number) {
  const digits = z.string().check(z.regex(/^\d{1,7}$/));
  return z.optional(z.pipe(digits, z.pipe(z.transform(Number), z.int().check(z.gte(least), z.lte(most)))));
}
