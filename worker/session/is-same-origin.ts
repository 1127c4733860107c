/**
 * Whether a browser's request comes from the collector's own pages. Newer browsers say so; of others the origin must be
 * ours. A request that says neither is not believed: a cookie alone must never change anything.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("Sec-Fetch-Site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("Origin");
  if (origin === null || !URL.canParse(origin)) return false;
  // A proxy that ends TLS changes the scheme that we see, not the host.
  return new URL(origin).host === new URL(request.url).host;
}
