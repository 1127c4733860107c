import * as z from "zod/mini";
import { outcomeDataSchema, OUTCOME_TYPES, STAGES } from "./outcome.ts";

const time = z.iso.datetime({ offset: true });
const shopperKey = z.string().check(z.regex(/^[ua]:./s), z.maxLength(256));
const id = z.string().check(z.minLength(1), z.maxLength(256));
const attribution = z.enum(["link", "coupon", "window", "none"]);

/** What an alerted episode counts for, as the reports know it. Times are epoch milliseconds, money is in minor units. */
const episodeSchema = z.object({
  /** When the first alert fired: epoch milliseconds. @example 1763634600000 */
  firedAt: z.int(),
  /** How far the cart had come. */
  stage: z.enum(STAGES),
  /** ISO 4217. @example "EUR" */
  currency: z.string(),
  /** What the cart was worth, in minor units of `currency`. @example 17980 */
  valueMinor: z.int(),
  /** True in the hold-out group. */
  heldOut: z.boolean(),
  /** From deadline to firing of each alert that was not late, in milliseconds. @example [42] */
  delaysMs: z.array(z.number()),
  /** How many alerts it had. @example 1 */
  alerts: z.int(),
  /** What came of it. */
  result: z.enum(["open", "recovered", "retracted", "superseded", "cancelled"]),
  /** True when nothing came of it until its expiry. */
  expired: z.boolean(),
  /** True when the recovery was taken back. */
  reversed: z.boolean(),
  /** The order that it is recovered by; null without one. */
  order: z.nullable(
    z.object({
      /** When it was placed: epoch milliseconds. @example 1763636400000 */
      at: z.int(),
      /** Its value, in minor units of its currency. @example 17980 */
      valueMinor: z.int(),
      /** ISO 4217. @example "EUR" */
      currency: z.string(),
      /** By what the alert can claim the order: its link, a coupon, a purchase within the window, or nothing. */
      attribution,
    }),
  ),
});

const whose = {
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: id,
  /** Whether `shopper` is a user id or an anonymous id. */
  kind: z.enum(["user", "anonymous"]),
};

/** An outcome as an export of the ledger tells it, with the state of its alert and cart at the time of the export. */
const outcomeLineSchema = z.object({
  /** What was decided. */
  type: z.enum(OUTCOME_TYPES),
  /** The outcome's id. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  id,
  /** When it was decided. */
  at: time,
  ...whose,
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: id,
  /** The alert that it is about. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  alert_id: id,
  /** How many endpoints were to be told. @example 1 */
  endpoints: z.int(),
  /** Why, in retracted and reversed outcomes; else null. @example "bought" */
  reason: z.nullable(z.string()),
  /** The order, in recovered and reversed outcomes; else null. @example "order-1001" */
  transaction_id: z.nullable(z.string()),
  /** By what the alert claims the order; null without one. */
  attribution: z.nullable(attribution),
  /** What has become of the alert. */
  status: z.enum(["standing", "recovered", "retracted", "superseded", "cancelled"]),
  /** What the ledger knows of the cart. */
  cart: z.object({
    /** Whose cart it is: `u:` and a user id, or `a:` and an anonymous id. @example "u:ann" */
    owner: shopperKey,
    /** True in the hold-out group. */
    held_out: z.boolean(),
    /** True once it has expired. */
    expired: z.boolean(),
    /** Orders that recovered it. */
    recoveries: z.array(
      z.object({
        /** The order. @example "order-1001" */
        order_id: z.string(),
        /** The alert that it is about. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
        alert_id: id,
        /** True when it was cancelled, or its alert retracted. */
        reversed: z.boolean(),
        /** By what the alert can claim the order: its link, a coupon, a purchase within the window, or nothing. */
        attribution,
      }),
    ),
    /** After a retraction: only what is added after this can alert again; null without one. */
    needs_add_after: z.nullable(time),
  }),
  /** What the episode of the alert counts for. */
  episode: episodeSchema,
  /** In `cart.abandoned`: the event with which the episode began, the endpoints, and what they were told. */
  alert: z.nullable(
    z.object({
      /** The event with which the episode began. @example "m-1" */
      began_by: z.string(),
      /** Endpoints that were to be told. @example ["we_8f3a1c"] */
      addressed: z.array(z.string()),
      /** Endpoints at which a delivery was attempted. @example ["we_8f3a1c"] */
      attempted: z.array(z.string()),
      /** What they were told. */
      data: outcomeDataSchema,
    }),
  ),
});

/** An episode of which the ledger has forgotten the outcomes: what the reports keep of it. `id`: its cart and number. */
const episodeLineSchema = z.object({
  /** Always `episode`. */
  type: z.literal("episode"),
  /** The cart's id and the number of the episode. @example "c_1f3a9c27d04be815a6f2c390-1" */
  id,
  ...whose,
  /** What it counts for. */
  episode: episodeSchema,
});

/** A line of an export of the ledger that `POST /v1/import` takes as history. */
export const ledgerLineSchema = z.union([outcomeLineSchema, episodeLineSchema]);

/** A line of an export of the ledger. */
export type LedgerLine = z.infer<typeof ledgerLineSchema>;

/** A line that tells an outcome. */
export type OutcomeLine = z.infer<typeof outcomeLineSchema>;

/** A user who was made one with another by the shop's server. */
const aliasLineSchema = z.object({
  /** Always `alias`. */
  type: z.literal("alias"),
  /** The id of the message that said so. @example "m-9" */
  id,
  /** The user id that stays. @example "ann" */
  shopper: id,
  /** Always `user`. */
  kind: z.literal("user"),
  /** The user id that was given up. @example "anna" */
  previous_id: id,
});

/** A user who was made one with another. */
export type AliasLine = z.infer<typeof aliasLineSchema>;

/** What GET /v1/ledger answers: everything decided about each of these shoppers, in the order of their keys. */
export const ledgerAnswerSchema = z.object({
  /** Shoppers, in the order of their keys. */
  data: z.array(
    z.object({
      ...whose,
      /** What was decided about the shopper, in lines that `POST /v1/import` takes. */
      lines: z.array(z.union([aliasLineSchema, ledgerLineSchema])),
    }),
  ),
  /** `cursor` of the next page; null on the last one. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  next_cursor: z.nullable(z.string()),
  /** When the question was answered: everything before it counts. */
  as_of: time,
  /** Present when a shard did not answer: what it holds is then missing. */
  partial: z.exactOptional(z.literal(true)),
});

/** What GET /v1/ledger answers. */
export type LedgerAnswer = z.infer<typeof ledgerAnswerSchema>;

/** True for a message of an import that is a line of a ledger. */
export function isLedgerLine(message: object): boolean {
  return "type" in message && (message.type === "episode" || OUTCOME_TYPES.some((type) => type === message.type));
}
