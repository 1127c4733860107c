import type { Env } from "../../durable-objects/env.ts";

/** Behind this much of an IPv6 address there is one customer. */
const IPV6_GROUPS = 4;

/**
 * Where a request comes from, as far as it can be believed; null where nobody says. On Cloudflare the platform says it;
 * elsewhere the proxy in front, in the header that the operator names (`CLIENT_ADDRESS_HEADER`): the last address of a
 * list, because only that one is the proxy's own. The address is used in memory and never stored.
 */
export function clientAddress(request: Request, env: Pick<Env, "CLIENT_ADDRESS_HEADER">): string | null {
  const header = env.CLIENT_ADDRESS_HEADER || (request.cf === undefined ? null : "CF-Connecting-IP");
  const stated = header === null ? null : request.headers.get(header);
  const address = stated?.split(",").at(-1)?.trim() ?? "";
  if (address === "") return null;
  return address.includes(":") ? networkOf(address) : address;
}

/** The first 64 bits of an IPv6 address: whoever has one address there has them all. */
function networkOf(address: string): string {
  const [head = "", tail] = address.toLowerCase().split("::", 2);
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(":").length;
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...(tail ?? "").split(":")]
    .slice(0, IPV6_GROUPS)
    .join(":");
}
