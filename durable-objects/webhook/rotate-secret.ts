import type { EndpointState } from "./endpoint-state.ts";

/** How long earlier secrets go on signing after a rotation. */
export const ROTATION_MS = 24 * 60 * 60_000;
/** Who rotates more often within a day loses the oldest. */
const MOST_SECRETS = 3;

/** The endpoint with a new secret (`whsec_…`); the ones before stay valid for at most 24 h from `now`. */
export function withSecret(endpoint: EndpointState, secret: string, now: number): EndpointState {
  const earlier = endpoint.secrets
    .map((old) => ({ secret: old.secret, until: Math.min(old.until ?? Infinity, now + ROTATION_MS) }))
    .filter((old) => old.until > now);
  return { ...endpoint, secrets: [{ secret, until: null }, ...earlier].slice(0, MOST_SECRETS) };
}
