/** Where others reach this service, without a path; null where `PUBLIC_URL` is no web address. */
export function publicOrigin(publicUrl: string | null | undefined): string | null {
  if (typeof publicUrl !== "string" || !URL.canParse(publicUrl)) return null;
  const { protocol, origin } = new URL(publicUrl);
  return protocol === "https:" || protocol === "http:" ? origin : null;
}
