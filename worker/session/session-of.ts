import { getCookie } from "hono/cookie";
import type { Context } from "hono";
import { cachedStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { ApiKeyKind, StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { AppEnv } from "../app-env.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";
import { kindOfSession, readSession } from "./session-token.ts";

/** A dashboard session and its store. */
export interface Session {
  config: StoreConfig;
  /** Of the key that was exchanged: what the session may do. */
  kind: ApiKeyKind;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** The dashboard session that the request's cookie proves; null when it proves none. */
export async function sessionOf(c: Context<AppEnv>, now: number): Promise<Session | null> {
  const session = readSession(getCookie(c, SESSION_COOKIE));
  if (session === null) return null;
  const config = await cachedStoreConfig(c.env, session.store, now);
  const kind = config === null ? null : await kindOfSession(session, config, now);
  if (config === null || kind === null) return null;
  return { config, kind, expiresAt: session.expiresAt };
}
