import { publicOrigin } from "../public-origin.ts";

/** The address of a restore link; `base` is where shoppers reach this service. Null where that is no web address. */
export function restoreUrl(base: string | null | undefined, token: string): string | null {
  const origin = publicOrigin(base);
  return origin === null ? null : `${origin}/r/${token}`;
}
