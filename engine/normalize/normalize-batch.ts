import type { Rejection } from "../../protocol/ingest-answer.ts";
import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import type { ShopperEvent, ShopperKey } from "../event.ts";
import { cleanId } from "../shopper-key.ts";
import { countEqual } from "./message-id.ts";
import { type Alias, type EventOrigin, type MessageContext, normalizeMessage } from "./normalize-message.ts";
import type { Judgement, Refusal } from "./refusal.ts";

/** What a batch is read with. */
export interface BatchOptions extends Omit<MessageContext, "ordinalOf"> {
  /** Most different shoppers; the messages of further ones are refused. */
  maxShoppers: number;
}

/** Accepted messages of a batch by kind, and the refused ones. Every message is in exactly one of the five. */
export interface NormalizedBatch {
  /** `index` is the position in the batch. */
  events: { index: number; shopper: ShopperKey; event: ShopperEvent; origin: EventOrigin }[];
  /** Confirmed purchases, cancellations and refunds without a user: the shopper is who used their order or cart token. */
  unowned: { index: number; event: ShopperEvent }[];
  aliases: (Alias & { index: number })[];
  /** How many messages are taken without meaning anything here: `group`, and `alias` through the write key. */
  ignored: number;
  rejected: Rejection[];
}

/** Turns the messages of a batch into events for the engine. Each is judged by itself; it never throws. */
export function normalizeBatch(messages: readonly unknown[], options: BatchOptions): NormalizedBatch {
  const batch: NormalizedBatch = { events: [], unowned: [], aliases: [], ignored: 0, rejected: [] };
  const context: MessageContext = { ...options, ordinalOf: countEqual() };
  const shoppers = new Set<ShopperKey>();
  for (const [index, raw] of messages.entries()) {
    const judgement: Judgement = { refusal: null };
    const normalized = normalizeMessage(judgement, raw, context);
    if (normalized === null) batch.rejected.push(rejection(index, raw, judgement.refusal));
    else if (normalized.kind === "ignored") batch.ignored += 1;
    else if (normalized.kind === "alias") batch.aliases.push({ index, ...normalized.alias });
    else if (normalized.shopper === null) batch.unowned.push({ index, event: normalized.event });
    else if (!shoppers.has(normalized.shopper) && shoppers.size >= options.maxShoppers) {
      const message = `the batch has more than ${options.maxShoppers} different shoppers`;
      batch.rejected.push(rejection(index, raw, { code: "too_many_shoppers", message }));
    } else {
      const { shopper, event, origin } = normalized;
      shoppers.add(shopper);
      batch.events.push({ index, shopper, event, origin });
    }
  }
  return batch;
}

function rejection(index: number, raw: unknown, refusal: Refusal | null): Rejection {
  const { code, message } = refusal ?? { code: "invalid_message", message: "the message cannot be read" };
  const stated = typeof raw === "object" && raw !== null && "messageId" in raw ? cleanId(raw.messageId) : null;
  return { index, messageId: stated !== null && stated.length <= MAX_ID_LENGTH ? stated : null, code, message };
}
