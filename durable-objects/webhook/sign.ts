import { Webhook } from "standardwebhooks";
import type { EndpointState } from "./endpoint-state.ts";

/** What a signature covers. */
export interface Signable {
  /** The `webhook-id`. */
  id: string;
  body: string;
}

/**
 * The headers of Standard Webhooks 1.0 for an attempt at `now`: one signature per secret that is still valid, the
 * newest first, separated by spaces.
 */
export function signedHeaders(
  { id, body }: Signable,
  secrets: EndpointState["secrets"],
  now: number,
): Record<string, string> {
  const signatures = secrets
    .filter(({ until }) => until === null || until > now)
    .map(({ secret }) => new Webhook(secret).sign(id, new Date(now), body));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}
