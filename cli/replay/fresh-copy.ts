import type { ReplayMessage, SentMessage } from "./replay-message.ts";

/**
 * The same message as if somebody else had sent it: every id of shopper, session, order and message with the mark
 * behind it.
 */
export function freshCopy({ line, at, shopper, message }: ReplayMessage, mark: string): ReplayMessage {
  const { userId, anonymousId, sessionId, properties } = message;
  const copy: SentMessage = { ...message, messageId: `${message.messageId}${mark}` };
  if (userId !== undefined) copy.userId = `${userId}${mark}`;
  if (anonymousId !== undefined) copy.anonymousId = `${anonymousId}${mark}`;
  if (sessionId !== undefined) copy.sessionId = `${sessionId}${mark}`;
  if (properties !== undefined && "transaction_id" in properties) {
    copy.properties = { ...properties, transaction_id: `${String(properties.transaction_id)}${mark}` };
  }
  return { line, at, shopper: `${shopper}${mark}`, message: copy };
}
