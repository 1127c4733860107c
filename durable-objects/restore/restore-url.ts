/** The address of a restore link; `base` is where shoppers reach this service. Null where that is no web address. */
export function restoreUrl(base: string | null | undefined, token: string): string | null {
  if (typeof base !== "string" || !URL.canParse(base)) return null;
  const { protocol, origin } = new URL(base);
  return protocol === "https:" || protocol === "http:" ? `${origin}/r/${token}` : null;
}
