import { parseTime } from "../../engine/event-time.ts";
import { type KeptIdentity, keptIdentitySchema } from "../../protocol/kept-identity.ts";
import { isRecord } from "../is-record.ts";
import { isSameOrigin } from "../session/is-same-origin.ts";
import { identityCookie, identityOfCookie } from "./identity-cookie.ts";

/** What a request's cookie has to say about its messages. */
export interface Recalled {
  /** The messages, with the shopper's older id where theirs was only made because storage was empty. */
  messages: unknown[];
  /** Who asks, in the same way. */
  asker: unknown;
  /** Goes into the answer: the id that counts, for a page that has just made one. */
  answer: { keep?: KeptIdentity };
  /** The cookie to set; null when it holds the id already. */
  setCookie: string | null;
}

/**
 * Recalls who the shopper is from the cookie that a collector on the shop's own host has set: browsers delete what
 * scripts store after seven days, but not that. Null, and nothing is read or set, for a request from another origin,
 * one that does not ask for it (before consent, cookieless), and one with Global Privacy Control.
 */
export function recallIdentity(
  request: Request,
  { keep, messages, asker }: { keep: unknown; messages: unknown[]; asker: unknown },
  now: number,
): Recalled | null {
  const parsed = keptIdentitySchema.safeParse(keep);
  if (!parsed.success || !isSameOrigin(request) || request.headers.get("Sec-GPC") === "1") return null;
  const { anonymousId, bornAt, isNew } = parsed.data;
  const own: KeptIdentity = { anonymousId, bornAt };
  const stored = identityOfCookie(request, now);
  const kept = isNew === true && stored !== null ? stored : own;
  return {
    messages: messages.map((message) => recalled(message, stored ?? own)),
    asker: recalled(isRecord(asker) ? { ...asker, timestamp: now } : asker, stored ?? own),
    answer: isNew === true ? { keep: kept } : {},
    setCookie: kept.anonymousId === stored?.anonymousId ? null : identityCookie(kept, now),
  };
}

/** A message from before the kept id was made is another shopper's: the shop has reset the id since. */
function recalled(message: unknown, { anonymousId, bornAt }: KeptIdentity): unknown {
  if (!isRecord(message) || !isRecord(message["context"]) || message["context"]["new_id"] !== true) return message;
  const at = parseTime(message["timestamp"]);
  return at !== null && at >= bornAt ? { ...message, anonymousId } : message;
}
