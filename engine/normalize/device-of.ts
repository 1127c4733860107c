/** The kind of device that a user agent tells of, as far as the event log needs it; null without a user agent. */
export function deviceOf(userAgent: string | null): "mobile" | "tablet" | "desktop" | null {
  if (userAgent === null) return null;
  if (/iPad|Tablet|Android(?!.*Mobi)/i.test(userAgent)) return "tablet";
  return /Mobi|iPhone|iPod/i.test(userAgent) ? "mobile" : "desktop";
}
