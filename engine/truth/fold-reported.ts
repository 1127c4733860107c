import type { ShopperEvent } from "../event.ts";

/** A restore link's token that the landing page reported: its hash, and the first event that carried it. */
export interface ReportedToken {
  hash: string;
  at: number;
}

/** More than these are no person's links; the oldest reports are forgotten. */
const REPORTED_TOKENS = 32;

/** Notes the token that an event reports. Of several reports of one token the earliest counts. */
export function foldReported(reported: readonly ReportedToken[], event: ShopperEvent): readonly ReportedToken[] {
  const { restoreToken: hash, at } = event;
  if (hash === undefined || reported.some((known) => known.hash === hash)) return reported;
  return [...reported, { hash, at }].slice(-REPORTED_TOKENS);
}
