import type { RejectionCode } from "../../protocol/ingest-answer.ts";

/** A refused event as its store's owner can see it: enough to find the sender's mistake, nothing about a person. */
export interface RejectedRecord {
  /** Epoch milliseconds. */
  receivedAt: number;
  messageId: string | null;
  code: RejectionCode;
  /** For people; names the field. */
  message: string;
  /** The message's type and event name, where it had usable ones. */
  type: string | null;
  event: string | null;
  /** Names of the fields that were sent, without their values. */
  fields: string[];
}

/** A kept rejected event; `number` counts them from 1 for ever. */
export interface NumberedRejectedRecord extends RejectedRecord {
  number: number;
}

/** What the store knows of its rejected events. */
export interface RejectedPage {
  /** Youngest first. */
  records: NumberedRejectedRecord[];
  /** The number to continue below; null at the end. */
  nextBefore: number | null;
  /** All that were ever rejected, kept or not. */
  total: number;
  byCode: Record<string, number>;
}
