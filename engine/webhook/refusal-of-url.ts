import { isLocalName } from "./local-names.ts";

/** Why an address may not receive webhooks. */
export type UrlRefusal =
  | "invalid_url"
  | "not_https"
  | "credentials"
  | "ip_literal"
  | "trailing_dot"
  | "single_label"
  | "local_name";

/** What `URL` would silently remove or turn around: an address with any of it was not written by its owner. */
const SUSPICIOUS = /[\s\p{Cc}\p{Cf}\\]/u;
/** `https:host` and `https:///host` parse as well, and not everywhere alike. */
const SHAPE = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i;
const IPV4 = /^\d+\.\d+\.\d+\.\d+\.?$/;
/** A last label of digits is an IPv4 address in the making, whatever stands before it (WHATWG URL, "ends in a number"). */
const ENDS_IN_NUMBER = /(^|\.)(\d+|0x[0-9a-f]*)\.?$/i;

/**
 * Why a webhook may not be sent to this address; null when it may. Only https to a public DNS name is allowed.
 * `allowLocal` is for development: http, IP addresses and local names too, nothing else.
 * Asked when an endpoint is saved and before each attempt. What a public name resolves to is not known here: the
 * platform's network, and `public` in a self-hosted workerd's configuration, keep private addresses out of reach.
 */
export function refusalOfUrl(address: string, { allowLocal }: { allowLocal: boolean }): UrlRefusal | null {
  if (SUSPICIOUS.test(address) || !SHAPE.test(address)) return "invalid_url";
  const url = parsed(address);
  if (url === null || url.hostname === "") return "invalid_url";
  if (url.protocol !== "https:" && !(allowLocal && url.protocol === "http:")) return "not_https";
  // An empty user ("https://@host/") leaves no trace in `url`.
  if (url.username !== "" || url.password !== "" || authorityOf(address).includes("@")) return "credentials";
  return allowLocal ? null : refusalOfHost(url.hostname.toLowerCase());
}

function refusalOfHost(host: string): UrlRefusal | null {
  // `URL` has turned decimal, hexadecimal, octal and shortened IPv4 into four numbers by now.
  if (host.startsWith("[") || IPV4.test(host) || ENDS_IN_NUMBER.test(host)) return "ip_literal";
  if (host.endsWith(".")) return "trailing_dot";
  if (isLocalName(host)) return "local_name";
  return host.includes(".") ? null : "single_label";
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function authorityOf(address: string): string {
  return /^[^:]+:\/\/([^/?#]*)/.exec(address)?.[1] ?? "";
}
