import * as z from "zod/mini";

/** Segment's message types. `group` is taken and ignored, as is `alias` through the write key. */
export const MESSAGE_TYPES = ["track", "page", "screen", "identify", "group", "alias"] as const;

/** One of Segment's message types. */
export type MessageType = (typeof MESSAGE_TYPES)[number];

// Numbers are rendered; `false` is what some servers send when they know nobody, and is no id.
const id = z.nullish(z.union([z.string(), z.number(), z.boolean()]));
const time = z.nullish(z.union([z.string(), z.number()]));
// What is inside is read field by field, because shops differ; nothing is copied.
const fields = z.nullish(z.custom<Record<string, unknown>>(isObject, "must be an object"));

/** One message as any Segment-compatible client sends it. Unknown fields are left out. */
export const messageSchema = z.object({
  type: z.enum(MESSAGE_TYPES),
  /** Unique per message; the hash of the message when absent. */
  messageId: id,
  /** The event's name, in `track`. */
  event: z.nullish(z.string()),
  /** When it happened: RFC 3339 with a zone, or epoch milliseconds; when it was received, if absent. */
  timestamp: time,
  /** What RudderStack's clients call `timestamp`. */
  originalTimestamp: time,
  /** When it was sent by the client's clock; the batch's own is preferred. */
  sentAt: z.optional(z.unknown()),
  userId: id,
  anonymousId: id,
  /** The id that `alias` gives up. */
  previousId: id,
  sessionId: id,
  properties: fields,
  traits: fields,
  context: fields,
});

/** One message of a batch. */
export type Message = z.infer<typeof messageSchema>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
