import { parse } from "hono/utils/cookie";
import { ANONYMOUS_ID_LIFETIME_DAYS, type KeptIdentity } from "../../protocol/kept-identity.ts";

const COOKIE = "cartbeat_id";
const LIFETIME_MS = ANONYMOUS_ID_LIFETIME_DAYS * 24 * 3_600_000;
const VALUE = /^([\w-]{1,128})\.([0-9a-z]{1,11})$/;

/** The identity that the request's cookie holds; null when it holds none that still counts. */
export function identityOfCookie(request: Request, now: number): KeptIdentity | null {
  const value = parse(request.headers.get("Cookie") ?? "", COOKIE)[COOKIE];
  const [, anonymousId, bornAtDigits] = VALUE.exec(value ?? "") ?? [];
  if (anonymousId === undefined || bornAtDigits === undefined) return null;
  const bornAt = Number.parseInt(bornAtDigits, 36);
  return remainingMs(bornAt, now) > 0 ? { anonymousId, bornAt } : null;
}

/** The `Set-Cookie` that keeps the identity for the rest of its life. */
export function identityCookie({ anonymousId, bornAt }: KeptIdentity, now: number): string {
  return setCookie(`${anonymousId}.${bornAt.toString(36)}`, Math.floor(remainingMs(bornAt, now) / 1000));
}

/** The `Set-Cookie` that ends it. */
export function endOfIdentityCookie(): string {
  return setCookie("", 0);
}

/**
 * Without a path it belongs to the folder of the address that the browser asked, wherever the shop's proxy has put the
 * collector, and burdens none of the shop's other requests.
 */
function setCookie(value: string, maxAgeSeconds: number): string {
  return `${COOKIE}=${value}; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;
}

/** A clock that is ahead gives no longer life. */
function remainingMs(bornAt: number, now: number): number {
  return Math.min(LIFETIME_MS, bornAt + LIFETIME_MS - now);
}
