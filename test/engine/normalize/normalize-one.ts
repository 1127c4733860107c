import { ENGINE_CONSTANTS } from "../../../engine/constants.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { type BatchOptions, type NormalizedBatch, normalizeBatch } from "../../../engine/normalize/normalize-batch.ts";

/** When every test batch is received. */
export const RECEIVED_AT = Date.parse("2026-11-20T10:00:00.000Z");

/** Options of a batch through the write key of a store in US dollars. */
export const WRITE_KEY: BatchOptions = {
  receivedAt: RECEIVED_AT,
  sentAt: RECEIVED_AT,
  trust: "claim",
  currency: "USD",
  constants: ENGINE_CONSTANTS,
  maxShoppers: 20,
  identityVerification: "flag",
};

/** The same through the secret key. */
export const SECRET_KEY: BatchOptions = { ...WRITE_KEY, trust: "confirmed", maxShoppers: 500 };

/** A track message of one anonymous shopper. */
export function track(event: string, properties: object = {}, rest: object = {}): object {
  return { type: "track", messageId: "m1", anonymousId: "anon", event, properties, ...rest };
}

/** What becomes of a single message. */
export function normalizeOne(message: unknown, options: BatchOptions = WRITE_KEY): NormalizedBatch {
  return normalizeBatch([message], options);
}

/** The event that a single message becomes; throws where it was refused, with the reason. */
export function eventOf(message: unknown, options: BatchOptions = WRITE_KEY): ShopperEvent {
  const batch = normalizeOne(message, options);
  const event = batch.events[0]?.event ?? batch.unowned[0]?.event;
  if (event === undefined) throw new Error(`no event: ${JSON.stringify(batch)}`);
  return event;
}
