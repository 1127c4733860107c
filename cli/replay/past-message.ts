import type { SentMessage } from "./replay-message.ts";
import type { RejectedLine } from "./tally.ts";

/** One message of a file, before it has its time of the replay. */
export interface PastMessage {
  line: number;
  /** When it happened, epoch milliseconds. */
  at: number;
  /** Whose it is, in whatever way that is told. */
  shopper: string;
  /** The message as it would be sent at a time. */
  messageAt: (at: number) => SentMessage;
}

/** A line of a file: a message, or why it has none. */
export type PastLine = PastMessage | { problem: RejectedLine };
