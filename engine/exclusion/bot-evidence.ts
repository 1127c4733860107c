import { isbot } from "isbot";
import type { Message } from "../../protocol/message.ts";
import type { ShopperEvent } from "../event.ts";

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
    ...(claim.userAgent === null || isbot(claim.userAgent) ? { botAgent: true } : {}),
    ...(message.context?.["automation"] === true ? { automated: true } : {}),
  };
}
