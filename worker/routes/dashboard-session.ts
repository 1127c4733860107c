import { Hono } from "hono";
import * as z from "zod/mini";
import { sha256Hex } from "../../durable-objects/store/sha256-hex.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { storeSeed } from "../../durable-objects/store/store-seed.ts";
import type { SessionAnswer } from "../../protocol/session.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { authenticate } from "../authenticate.ts";
import { readJson } from "../middleware/read-json.ts";
import { parseKey } from "../presented-keys.ts";
import { isSameOrigin } from "../session/is-same-origin.ts";
import { SESSION_MS, sessionCookie } from "../session/session-cookie.ts";
import { sessionOf } from "../session/session-of.ts";
import { signSession } from "../session/session-token.ts";
import { storeStub } from "../store-stub.ts";

const NO_STORE = { "Cache-Control": "no-store" };

/** What POST /v1/session takes. */
const sessionSchema = z.strictObject({ key: z.string().check(z.maxLength(256)) });

/** Signing in to the dashboard: the secret key, or a read-only one, is exchanged once, for a cookie. */
export const dashboardSession = new Hono<AppEnv>();

dashboardSession.post("/v1/session", readJson(sessionSchema, "invalid_parameter"), async (c) => {
  // Another site must not sign its visitors in to a store of its own.
  if (!isSameOrigin(c.req.raw)) return apiError("forbidden");
  const now = Date.now();
  const presented = parseKey(c.var.body.key.trim());
  const authenticated = presented === null ? null : await authenticate(c.env, presented, now);
  if (presented === null || authenticated === null) return apiError("unauthorized");
  if (authenticated.kind === "write") return apiError("forbidden", { message: "This needs the secret key." });
  const { config } = authenticated;
  const token = await signSession(config, await sha256Hex(presented.key), now + SESSION_MS);
  c.header("Set-Cookie", sessionCookie(c.req.raw, token));
  return c.json(await toAnswer(c.env, config, now + SESSION_MS), 201, NO_STORE);
});

dashboardSession.get("/v1/session", async (c) => {
  const session = await sessionOf(c, Date.now());
  if (session === null) return apiError("unauthorized");
  return c.json(await toAnswer(c.env, session.config, session.expiresAt), 200, NO_STORE);
});

dashboardSession.delete("/v1/session", (c) => {
  if (!isSameOrigin(c.req.raw)) return apiError("forbidden");
  c.header("Set-Cookie", sessionCookie(c.req.raw, ""));
  return c.body(null, 204);
});

async function toAnswer(env: AppEnv["Bindings"], config: StoreConfig, expiresAt: number): Promise<SessionAnswer> {
  return {
    store: config.store,
    expires_at: new Date(expiresAt).toISOString(),
    write_key: await configuredWriteKey(env, config),
    // What is cached may be a minute old, and the page waits for the first event.
    has_events: config.hasEvents || (await storeStub(env, config.store).config(Date.now())).hasEvents,
  };
}

/** Keys that were rotated are kept as hashes; the first one stands in the operator's configuration, and is public. */
async function configuredWriteKey(env: AppEnv["Bindings"], config: StoreConfig): Promise<string | null> {
  const key = storeSeed(env, config.store)?.write_key;
  if (key === undefined) return null;
  const hash = await sha256Hex(key);
  return config.keys.some((record) => record.kind === "write" && record.hash === hash) ? key : null;
}
