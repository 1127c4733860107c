import { isbot } from "isbot";
import type { Message } from "../../protocol/message.ts";
import type { ShopperEvent } from "../event.ts";

/** Shops see the same few user agents again and again, and the list of programs is long. */
const REMEMBERED = 1000;
const verdicts = new Map<string, boolean>();

/** What a single event says about whether a program sent it. Absent fields say nothing. */
export type BotEvidence = Pick<ShopperEvent, "botAgent" | "automated">;

/**
 * Evidence in a claim: the user agent is a known program's, or there is none, which no browser omits; the page said
 * that it is driven by automation (`context.automation`). What the shop's own server sends is no evidence.
 */
export function botEvidence(
  message: Pick<Message, "context">,
  claim: { trust: ShopperEvent["trust"]; userAgent: string | null },
): BotEvidence {
  if (claim.trust === "confirmed") return {};
  return {
    ...(claim.userAgent === null || isProgram(claim.userAgent) ? { botAgent: true } : {}),
    ...(message.context?.["automation"] === true ? { automated: true } : {}),
  };
}

function isProgram(userAgent: string): boolean {
  const known = verdicts.get(userAgent);
  if (known !== undefined) return known;
  const verdict = isbot(userAgent);
  if (verdicts.size >= REMEMBERED) verdicts.clear();
  verdicts.set(userAgent, verdict);
  return verdict;
}
