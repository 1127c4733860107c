import * as z from "zod/mini";

/** What was noted of an event when it was received, beyond what its message said. */
export const EVENT_MARKS = ["bot_agent", "automated", "internal"] as const;

/**
 * What an exported event tells, under `cartbeat`, that no message of a client can: an import takes it back, so that the
 * other store is as the first. Absent parts mean what they mean for any message.
 */
export const historyOriginSchema = z.strictObject({
  /** When the event was received first. */
  received_at: z.optional(z.iso.datetime({ offset: true })),
  /** Whose event it is, where that does not follow from its ids: `u:` and a user id, or `a:` and an anonymous id. */
  shopper: z.optional(z.string().check(z.regex(/^[ua]:./s), z.maxLength(256))),
  /** An identity token had proved the user id. */
  verified: z.optional(z.literal(true)),
  /** What was noted when it was received. */
  marks: z.optional(z.array(z.enum(EVENT_MARKS))),
  /** Hash of the token of a restore link that the page had reported. */
  restore_token: z.optional(z.string().check(z.regex(/^[\w-]{1,128}$/))),
});

/** What an exported event tells beyond its message. */
export type HistoryOrigin = z.infer<typeof historyOriginSchema>;
