/** Whether a page of this origin may send events to a store with this list; an empty list allows every origin. */
export function isAllowedOrigin(origin: string | undefined, allowedOrigins: string[]): boolean {
  // Servers and applications send no origin; a browser always does, and a page cannot change it.
  if (origin === undefined || allowedOrigins.length === 0) return true;
  return allowedOrigins.some((allowed) => allowed.toLowerCase().replace(/\/$/, "") === origin.toLowerCase());
}
