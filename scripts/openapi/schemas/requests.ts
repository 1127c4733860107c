import * as z from "zod/mini";
import { TRAFFIC_LOCALES } from "../../../engine/generate/traffic-locale.ts";
import { MESSAGE_TYPES, messageSchema } from "../../../protocol/message.ts";

// What routes take that read it themselves, field by field, as the description tells it.

/** The body of the routes that take one message. */
export const oneMessageSchema = z.extend(messageSchema, {
  /** What kind of message it is; absent: what the address says. */
  type: z.optional(z.enum(MESSAGE_TYPES)),
  /** Absent when the key comes in a header or in the address. @example "wk_acme_3kF9" */
  writeKey: z.nullish(z.string()),
});

/** The parameters of GET /v1/rejected. */
export const rejectedParametersSchema = z.object({
  /** Rows of a page: 1 to 1000 (100). @example "50" */
  limit: z.optional(z.string()),
  /** `next_cursor` of the page before. @example "1104" */
  cursor: z.optional(z.string()),
});

/** The parameters of POST /v1/generate. */
export const generateParametersSchema = z.object({
  /** How many events: 100 to 1,000,000 (10,000). @example "10000" */
  count: z.optional(z.string()),
  /** Whether the store's events are erased before (`replace`) or stay (`append`, the default). */
  mode: z.optional(z.enum(["replace", "append"])),
  /** The same seed makes the same traffic; absent: one is chosen, and told. @example "autumn" */
  seed: z.optional(z.string()),
  /** Over how many days the traffic is spread: 1 to 366 (30). @example "7" */
  days: z.optional(z.string()),
  /** Whose names, addresses and prices it has. */
  locale: z.optional(z.enum(TRAFFIC_LOCALES)),
  /** When the traffic ends: RFC 3339 with a zone; now. */
  until: z.optional(z.iso.datetime({ offset: true })),
});

/** The parameters of GET /sourceConfig. */
export const sourceConfigParametersSchema = z.object({
  /** The write key; absent: that of the Authorization header. @example "wk_main_3kF9…" */
  writeKey: z.optional(z.string()),
});

/** The parameters of GET /v1/outcomes. */
export const outcomesParametersSchema = z.object({
  /** How many outcomes: 1 to 100 (10). @example "10" */
  limit: z.optional(z.string()),
});

/** The parameters of routes about one shopper. */
export const shopperKindSchema = z.object({
  /** Of two shoppers with the same id, which one; absent: the one there is, the user first. */
  kind: z.optional(z.enum(["user", "anonymous"])),
});

/** The body of POST /v1/keys. */
export const rotationSchema = z.strictObject({
  /** Which key is made anew: the public write key, the secret key, a read-only key, or the secret of identity tokens. */
  kind: z.enum(["write", "secret", "read", "identity"]),
  /** Until when the former keys of the kind hold (24 hours); a time that has passed ends them within 60 s. */
  previous_expires_at: z.optional(z.iso.datetime({ offset: true })),
});

/** The body of POST /v1/stores. */
export const storeRequestSchema = z.strictObject({
  /** The store's name, which its keys and addresses carry: small letters, digits, `_` and `-`. @example "acme" */
  store: z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)),
});

/** The body of POST /v1/session. */
export const sessionRequestSchema = z.strictObject({
  /** The store's secret key. @example "sk_acme_9Qb2…" */
  key: z.string(),
});

/** The parameters of GET /v1/live. */
export const liveParametersSchema = z.object({
  /** What POST /v1/live/ticket answered; it opens the feed once, within 30 s. @example "tk_5tYx…" */
  ticket: z.string(),
});
