import type { KeptIdentity } from "./kept-identity.ts";

/** Every reason for which one message of a batch can be refused, while the others are taken. */
export const REJECTION_CODES = [
  "invalid_message",
  "invalid_type",
  "missing_event_name",
  "missing_shopper",
  "invalid_id",
  "invalid_timestamp",
  "timestamp_in_future",
  "too_old",
  "message_too_large",
  "too_many_items",
  "invalid_price",
  "invalid_quantity",
  "invalid_value",
  "invalid_currency",
  "invalid_item",
  "too_many_shoppers",
  "identity_unverified",
] as const;

/** One of the reasons for which a message is refused. */
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** One refused message. */
export interface Rejection {
  /** Position in the batch, from 0. */
  index: number;
  /** The message's own id, where it had a usable one. */
  messageId: string | null;
  code: RejectionCode;
  /** For people; names the field. */
  message: string;
}

/** What POST /v1/batch answers. */
export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  rejected: Rejection[];
  /** To a page whose `keep` is new: the anonymous id that counts. */
  keep?: KeptIdentity;
}
