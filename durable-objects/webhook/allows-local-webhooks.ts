import type { Env } from "../env.ts";

/** Whether webhooks may go over http and to local addresses: only for development, and only where it says so. */
export function allowsLocalWebhooks(env: Pick<Env, "ALLOW_LOCAL_WEBHOOKS" | "MODE">): boolean {
  return env.ALLOW_LOCAL_WEBHOOKS === "true" && env.MODE === "development";
}
