import type { RejectionCode } from "../../protocol/ingest-answer.ts";
import { MAX_MESSAGE_BYTES, MAX_SNAPSHOT_BYTES } from "../../protocol/limits.ts";
import { type Message, messageSchema } from "../../protocol/message.ts";
import { eventName } from "./event-name.ts";
import { hasItem } from "./read-items.ts";
import { readText } from "./read-text.ts";
import { type Judgement, refuse } from "./refusal.ts";
import { utf8Bytes } from "./utf8-bytes.ts";

const CODE_OF_FIELD: ReadonlyMap<unknown, RejectionCode> = new Map([
  ["type", "invalid_type"],
  ["event", "missing_event_name"],
  ["messageId", "invalid_id"],
  ["userId", "invalid_id"],
  ["anonymousId", "invalid_id"],
  ["previousId", "invalid_id"],
  ["sessionId", "invalid_id"],
  ["timestamp", "invalid_timestamp"],
  ["originalTimestamp", "invalid_timestamp"],
]);
/**
 * Read from a text of so many characters, a message is in size however it is written: no character takes more than three
 * bytes, and no number grows by more than six times (1e20).
 */
const SURELY_SMALL = Math.floor(MAX_MESSAGE_BYTES / 18);
const NOTHING: Readonly<Record<string, unknown>> = {};

/** A message whose shape and size are in order, with the name under which the engine knows its event. */
export interface CheckedMessage {
  message: Message;
  name: string;
  properties: Record<string, unknown>;
}

/**
 * Checks the shape and size of a message and resolves its event's name. Null, with a complaint, when it is refused.
 * `textLength` is how long the JSON was that it was read from, where that is known.
 */
export function checkMessage(judgement: Judgement, raw: unknown, textLength = Infinity): CheckedMessage | null {
  const parsed = messageSchema.safeParse(raw);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    if (field === undefined) return refuse(judgement, "invalid_message", "a message must be an object");
    // The fields are ours, so their names may be told.
    return refuse(judgement, CODE_OF_FIELD.get(field) ?? "invalid_message", `${String(field)} is missing or malformed`);
  }
  const message = parsed.data;
  const properties = message.properties ?? NOTHING;
  const name = nameOf(message, properties);
  if (name === null) return refuse(judgement, "missing_event_name", "event must name the event of a track message");
  if (textLength > SURELY_SMALL && !isInSize(judgement, raw, isSnapshot(name, properties))) return null;
  return { message, name, properties };
}

/** A screen of an app is to its shopper what a page is. */
function nameOf(message: Message, properties: Record<string, unknown>): string | null {
  if (message.type === "page" || message.type === "screen") return "page_view";
  if (message.type !== "track") return message.type;
  const stated = readText(message.event);
  return stated === null ? null : eventName(stated, properties);
}

function isSnapshot(name: string, properties: Record<string, unknown>): boolean {
  return name === "cart_updated" || (name === "view_cart" && hasItem(properties));
}

function isInSize(judgement: Judgement, raw: unknown, snapshot: boolean): boolean {
  const limit = snapshot ? MAX_SNAPSHOT_BYTES : MAX_MESSAGE_BYTES;
  const json = jsonOf(raw);
  if (json === null) refuse(judgement, "invalid_message", "the message is nested too deeply");
  // No character takes more than three bytes for each unit of its length: most messages need no counting.
  else if (json.length * 3 > limit && utf8Bytes(json) > limit) {
    refuse(judgement, "message_too_large", `the message is over ${limit} bytes`);
  } else return true;
  return false;
}

/** Null for what has no JSON form: only nesting beyond the stack's depth, since messages come from JSON. */
function jsonOf(raw: unknown): string | null {
  try {
    return JSON.stringify(raw);
  } catch {
    return null;
  }
}
