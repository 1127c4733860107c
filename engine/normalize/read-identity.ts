import type { Message } from "../../protocol/message.ts";
import type { Settings } from "../../protocol/settings.ts";
import type { Trust } from "../event.ts";
import { readId } from "./read-id.ts";
import { type Judgement, refuse } from "./refusal.ts";

/** How user ids are proven. */
export interface IdentityCheck {
  trust: Trust;
  identityVerification: Settings["identity_verification"];
  /** True when the token proves the user id; absent: no token proves anything. */
  verify?: (userId: string, token: string) => boolean;
}

/** Who a message says its shopper is. */
export interface Identity {
  userId: string | null;
  anonymousId: string | null;
  /** True when the secret key sent the user id, or an identity token proved it. */
  verified: boolean;
}

/**
 * Reads who the shopper is. Where tokens are enforced, a claim without one loses its user id; if it has no anonymous id
 * either, it is refused. A message with neither id is not refused here: a confirmed order may come without a shopper.
 */
export function readIdentity(judgement: Judgement, message: Message, check: IdentityCheck): Identity {
  const userId = readId(judgement, message.userId, "userId");
  const anonymousId = readId(judgement, message.anonymousId, "anonymousId");
  if (userId === null) return { userId, anonymousId, verified: false };
  const token = message.context?.["identity_token"];
  const proven = typeof token === "string" && check.verify?.(userId, token) === true;
  const verified = check.trust === "confirmed" || proven;
  if (verified || check.identityVerification !== "enforce") return { userId, anonymousId, verified };
  if (anonymousId === null) {
    refuse(judgement, "identity_unverified", "userId needs a valid context.identity_token");
  }
  return { userId: null, anonymousId, verified: false };
}
