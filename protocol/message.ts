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
  /** What kind of message it is; `track` tells an event. */
  type: z.enum(MESSAGE_TYPES),
  /** Unique per message; the hash of the message when absent. @example "m-1" */
  messageId: id,
  /** The event's name, in `track`. @example "add_to_cart" */
  event: z.nullish(z.string()),
  /**
   * When it happened: RFC 3339 with a zone, or epoch milliseconds; when it was received, if absent.
   * @example "2026-11-20T10:00:00.000Z"
   */
  timestamp: time,
  /** What RudderStack's clients call `timestamp`. @example "2026-11-20T10:00:00.000Z" */
  originalTimestamp: time,
  /** When it was sent by the client's clock; the batch's own is preferred. @example "2026-11-20T10:00:01.000Z" */
  sentAt: z.optional(z.unknown()),
  /** The shop's id of a shopper who is signed in. @example "ann" */
  userId: id,
  /**
   * The id that the browser or app made; one of the two ids must be there.
   * @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10"
   */
  anonymousId: id,
  /** The id that `alias` gives up. @example "anna" */
  previousId: id,
  /** The session; absent: runs of activity with gaps under 30 minutes. @example "s-20261120-1" */
  sessionId: id,
  /**
   * What the event is about: `items`, `currency`, `value`, `transaction_id` and others, by GA4's names or Segment's.
   * @example {"currency": "EUR", "items": [{"item_id": "sku-1", "item_name": "Wool coat", "price": 89.9, "quantity": 2}]}
   */
  properties: fields,
  /** What `identify` tells of the user. @example {"email": "ann@example.com"} */
  traits: fields,
  /** Where it happened: locale, page, user agent, identity token. @example {"locale": "en-GB"} */
  context: fields,
});

/** One message of a batch. */
export type Message = z.infer<typeof messageSchema>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
