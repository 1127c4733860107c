import type { Message } from "../../protocol/message.ts";
import type { Trust } from "../event.ts";
import { deviceOf } from "./device-of.ts";
import { readFirstId } from "./read-id.ts";
import { readText } from "./read-text.ts";
import { readUrl } from "./read-url.ts";
import type { Judgement } from "./refusal.ts";

/** Where and in what visit an event happened. */
export interface Environment {
  sessionId: string | null;
  locale: string | null;
  source: string | null;
  device: string | null;
  origin: { userAgent: string | null; pageUrl: string | null };
}

/**
 * Reads the session and the surroundings of a message, from the places where Segment's, RudderStack's and our own
 * clients put them. The user agent of the request stands in only for a claim: a server's own says nothing of a shopper.
 */
export function readEnvironment(
  judgement: Judgement,
  message: Message,
  request: { trust: Trust; userAgent?: string | null },
): Environment {
  const properties = message.properties ?? {};
  const context = message.context ?? {};
  const requestAgent = request.trust === "claim" ? request.userAgent : null;
  const userAgent = readText(context["userAgent"]) ?? readText(requestAgent);
  return {
    sessionId: readFirstId(judgement, [
      ["sessionId", message.sessionId],
      ["context.sessionId", context["sessionId"]],
      ["properties.session_id", properties["session_id"]],
    ]),
    locale: readText(context["locale"]),
    source:
      readText(properties["source"]) ?? readText(context["source"]) ?? readText(within(context, "campaign", "source")),
    device: readText(properties["device"]) ?? readText(within(context, "device", "type")) ?? deviceOf(userAgent),
    origin: { userAgent, pageUrl: readUrl(within(context, "page", "url") ?? properties["url"]) },
  };
}

function within(holder: Record<string, unknown>, name: string, field: string): unknown {
  const inner = holder[name];
  return typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[field] : undefined;
}
