import { getCookie } from "hono/cookie";
import type { Context } from "hono";
import { cachedStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { AppEnv } from "../app-env.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";
import { isValidSession, readSession } from "./session-token.ts";

/** A dashboard session and its store. */
export interface Session {
  config: StoreConfig;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/** The dashboard session that the request's cookie proves; null when it proves none. */
export async function sessionOf(c: Context<AppEnv>, now: number): Promise<Session | null> {
  const session = readSession(getCookie(c, SESSION_COOKIE));
  if (session === null) return null;
  const config = await cachedStoreConfig(c.env, session.store, now);
  if (config === null || !(await isValidSession(session, config, now))) return null;
  return { config, expiresAt: session.expiresAt };
}
