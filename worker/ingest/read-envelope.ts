import { parseTime } from "../../engine/event-time.ts";
import { MAX_BATCH_MESSAGES } from "../../protocol/limits.ts";
import type { MessageType } from "../../protocol/message.ts";
import { isRecord } from "../is-record.ts";
import type { Asked } from "./known-messages.ts";
import { withShared } from "./with-shared.ts";

/** Segment's message types, by every path that takes one message; analytics-next uses the first letters. */
export const MESSAGE_PATHS = {
  track: "track",
  t: "track",
  identify: "identify",
  i: "identify",
  page: "page",
  p: "page",
  screen: "screen",
  s: "screen",
  group: "group",
  g: "group",
  alias: "alias",
  a: "alias",
} as const satisfies Record<string, MessageType>;

/** What a request carries, before anybody looked at the messages. */
export interface Envelope {
  messages: unknown[];
  /** By the client's clock, epoch milliseconds; null when it does not say. */
  sentAt: number | null;
  /** As it was sent; may be anything. */
  writeKey: unknown;
  /** Of a batch, as it was sent: the anonymous id that the page asks us to keep (`recallIdentity`). */
  keep?: unknown;
  /** Of a batch: messages that the page wants to know to be durable. */
  asked?: Asked;
}

/** The envelope, or the code of the error that the body deserves. */
export type ReadEnvelope =
  | { ok: true; envelope: Envelope }
  | { ok: false; code: "invalid_batch" | "too_many_messages"; message?: string };

/** Reads a batch, or, with `type`, a body that is one message of that type. */
export function readEnvelope(body: unknown, type: MessageType | null): ReadEnvelope {
  if (!isRecord(body)) return { ok: false, code: "invalid_batch", message: "The body must be a JSON object." };
  const { sentAt: statedSentAt, writeKey, ...message } = body;
  const sentAt = parseTime(statedSentAt);
  // What belongs to the sending is no part of the message: a resend must look the same.
  if (type !== null) return { ok: true, envelope: { messages: [{ ...message, type }], sentAt, writeKey } };
  const { batch = message["ask"] === undefined ? undefined : [], keep, ask, ...shared } = message;
  if (!Array.isArray(batch))
    return { ok: false, code: "invalid_batch", message: "`batch` must be a list of messages." };
  if (batch.length > MAX_BATCH_MESSAGES) return { ok: false, code: "too_many_messages" };
  const messages = batch.map((one) => withShared(one, shared));
  return { ok: true, envelope: { messages, sentAt, writeKey, keep, asked: { ids: ask, by: withShared({}, shared) } } };
}
