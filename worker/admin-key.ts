import type { Env } from "../durable-objects/env.ts";
import { isDevelopmentKey } from "../durable-objects/store/store-seed.ts";

/** The operator's key; null where none is configured. Production mode does not know the one that everybody knows. */
export function adminKey({ ADMIN_KEY, MODE }: Pick<Env, "ADMIN_KEY" | "MODE">): string | null {
  if (!ADMIN_KEY || (MODE === "production" && isDevelopmentKey(ADMIN_KEY))) return null;
  return ADMIN_KEY;
}
