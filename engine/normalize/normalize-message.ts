import type { Message } from "../../protocol/message.ts";
import type { EngineConstants } from "../constants.ts";
import type { ShopperEvent, ShopperKey } from "../event.ts";
import { botEvidence } from "../exclusion/bot-evidence.ts";
import { eventTime, parseTime } from "../event-time.ts";
import { shopperKeyOf } from "../shopper-key.ts";
import { checkMessage } from "./check-message.ts";
import { type CountEqual, hashedMessageId } from "./message-id.ts";
import { readCommerce } from "./read-commerce.ts";
import { readEnvironment } from "./read-environment.ts";
import { readFirstId, readId } from "./read-id.ts";
import { type IdentityCheck, readIdentity } from "./read-identity.ts";
import { readRestoreToken } from "./read-restore-token.ts";
import { readTab } from "./read-tab.ts";
import { readText } from "./read-text.ts";
import { readTraits } from "./read-traits.ts";
import { type Judgement, refuse } from "./refusal.ts";

/** What a message is read with. Times are epoch milliseconds. */
export interface MessageContext extends IdentityCheck {
  receivedAt: number;
  /** When the batch was sent by the client's clock; null: the message's own `sentAt` counts, if it has one. */
  sentAt: number | null;
  /** The store's currency. */
  currency: string;
  constants: EngineConstants;
  /** The user agent of the request, for claims that state none themselves. */
  userAgent?: string | null;
  /** Hashes the token of a restore link that a message reports; absent: reports are not read. */
  hashToken?: (token: string) => string;
  /** How long the JSON was that the message was read from, at most; absent where that is not known. */
  textLength?: number;
  /** One counter for all messages of a batch. */
  ordinalOf: CountEqual;
}

/** What is known of the place an event was sent from: for judging it at ingest, too large to keep with every event. */
export interface EventOrigin {
  userAgent: string | null;
  pageUrl: string | null;
}

/** Two ids of one person, told through the secret key: `previousId` is given up for `userId`. */
export interface Alias {
  messageId: string;
  at: number;
  userId: string;
  /** A user's or an anonymous id: Segment does not say which. */
  previousId: string;
}

/** What a message turned out to be. Refused ones are told by the judgement. */
export type NormalizedMessage =
  | { kind: "event"; shopper: ShopperKey | null; event: ShopperEvent; origin: EventOrigin }
  | { kind: "alias"; alias: Alias }
  | { kind: "ignored" };

const ORDER_EVENTS = new Set(["purchase", "order_cancelled", "refund"]);

/**
 * Reads one message. Null, with a complaint in the judgement, when it is refused. An event without a shopper is a
 * confirmed purchase, cancellation or refund that names its order or its cart, by which the shopper can be found.
 */
export function normalizeMessage(
  judgement: Judgement,
  raw: unknown,
  context: MessageContext,
): NormalizedMessage | null {
  const checked = checkMessage(judgement, raw, context.textLength);
  if (checked === null) return null;
  const { message, name, properties } = checked;
  const { trust, receivedAt } = context;
  if (message.type === "group" || (message.type === "alias" && trust === "claim")) return { kind: "ignored" };
  const time = eventTime(message.timestamp ?? message.originalTimestamp, {
    receivedAt,
    sentAt: context.sentAt ?? parseTime(message.sentAt),
    constants: context.constants,
  });
  if ("code" in time) return refuse(judgement, time.code, TIME_COMPLAINTS[time.code]);
  const id =
    readId(judgement, message.messageId, "messageId") ??
    hashedMessageId(raw as Record<string, unknown>, context.ordinalOf);
  if (message.type === "alias") return readAlias(judgement, message, { messageId: id, at: time.at });
  const { userId, anonymousId, verified } = readIdentity(judgement, message, context);
  const { sessionId, locale, source, device, origin } = readEnvironment(judgement, message, context);
  const event: ShopperEvent = {
    id,
    trust,
    name,
    at: time.at,
    receivedAt,
    sessionId,
    userId,
    anonymousId,
    verified,
    ...readCommerce(judgement, properties, { name, storeCurrency: context.currency }),
    transactionId: readFirstId(judgement, [
      ["properties.transaction_id", properties["transaction_id"]],
      ["properties.order_id", properties["order_id"]],
    ]),
    cartToken: readCartToken(judgement, message),
    coupon: readText(properties["coupon"]),
    locale,
    traits: readTraits(message.traits ?? message.context?.["traits"]),
    ...(context.hashToken === undefined ? {} : readRestoreToken(message, context.hashToken)),
    ...(source === null ? {} : { source }),
    ...(device === null ? {} : { device }),
    ...(trust === "claim" ? readTab(message, id, origin.userAgent) : {}),
    ...botEvidence(message, { trust, userAgent: origin.userAgent }),
  };
  const shopper = shopperKeyOf(userId, anonymousId);
  if (shopper === null && !canFindShopper(event)) {
    refuse(judgement, "missing_shopper", "userId or anonymousId is missing");
  }
  return judgement.refusal === null ? { kind: "event", shopper, event, origin } : null;
}

const TIME_COMPLAINTS = {
  invalid_timestamp: "timestamp must be RFC 3339 with a time zone, or epoch milliseconds",
  timestamp_in_future: "timestamp lies too far in the future",
  too_old: "timestamp lies too far in the past; history is taken by the import",
} as const;

function canFindShopper(event: ShopperEvent): boolean {
  const named = event.transactionId !== null || event.cartToken !== null;
  return event.trust === "confirmed" && ORDER_EVENTS.has(event.name) && named;
}

const CART_TOKEN_FIELDS = ["cart_token", "checkout_id", "cart_id"];

/** Every message passes here and few state one: nothing is made for those that do not. */
function readCartToken(judgement: Judgement, message: Message): string | null {
  for (const place of ["properties", "context"] as const) {
    const holder = message[place];
    for (const field of CART_TOKEN_FIELDS) {
      const value = holder?.[field];
      if (value === undefined || value === null) continue;
      const token = readId(judgement, value, `${place}.${field}`);
      if (token !== null || judgement.refusal !== null) return token;
    }
  }
  return null;
}

function readAlias(
  judgement: Judgement,
  message: Message,
  known: Pick<Alias, "messageId" | "at">,
): NormalizedMessage | null {
  const userId = readId(judgement, message.userId, "userId");
  const previousId = readId(judgement, message.previousId, "previousId");
  if (userId === null || previousId === null) {
    return refuse(judgement, "missing_shopper", "userId or previousId is missing");
  }
  return judgement.refusal === null ? { kind: "alias", alias: { ...known, userId, previousId } } : null;
}
