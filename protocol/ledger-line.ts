import * as z from "zod/mini";
import { outcomeDataSchema, OUTCOME_TYPES, STAGES } from "./outcome.ts";

const time = z.iso.datetime({ offset: true });
const shopperKey = z.string().check(z.regex(/^[ua]:./s), z.maxLength(256));
const id = z.string().check(z.minLength(1), z.maxLength(256));
const attribution = z.enum(["link", "coupon", "window", "none"]);

/** What an alerted episode counts for, as the reports know it. Times are epoch milliseconds, money is in minor units. */
const episodeSchema = z.object({
  firedAt: z.int(),
  stage: z.enum(STAGES),
  currency: z.string(),
  valueMinor: z.int(),
  heldOut: z.boolean(),
  delaysMs: z.array(z.number()),
  alerts: z.int(),
  result: z.enum(["open", "recovered", "retracted", "superseded", "cancelled"]),
  expired: z.boolean(),
  reversed: z.boolean(),
  order: z.nullable(z.object({ at: z.int(), valueMinor: z.int(), currency: z.string(), attribution })),
});

const whose = { shopper: id, kind: z.enum(["user", "anonymous"]) };

/** An outcome as an export of the ledger tells it, with the state of its alert and cart at the time of the export. */
const outcomeLineSchema = z.object({
  type: z.enum(OUTCOME_TYPES),
  id,
  at: time,
  ...whose,
  cart_id: id,
  alert_id: id,
  /** How many endpoints were to be told. */
  endpoints: z.int(),
  reason: z.nullable(z.string()),
  transaction_id: z.nullable(z.string()),
  attribution: z.nullable(attribution),
  /** What has become of the alert. */
  status: z.enum(["standing", "recovered", "retracted", "superseded", "cancelled"]),
  cart: z.object({
    owner: shopperKey,
    held_out: z.boolean(),
    expired: z.boolean(),
    recoveries: z.array(z.object({ order_id: z.string(), alert_id: id, reversed: z.boolean(), attribution })),
    needs_add_after: z.nullable(time),
  }),
  /** What the episode of the alert counts for. */
  episode: episodeSchema,
  /** In `cart.abandoned`: the event with which the episode began, the endpoints, and what they were told. */
  alert: z.nullable(
    z.object({
      began_by: z.string(),
      addressed: z.array(z.string()),
      attempted: z.array(z.string()),
      data: outcomeDataSchema,
    }),
  ),
});

/** An episode of which the ledger has forgotten the outcomes: what the reports keep of it. `id`: its cart and number. */
const episodeLineSchema = z.object({ type: z.literal("episode"), id, ...whose, episode: episodeSchema });

/** A line of an export of the ledger that `POST /v1/import` takes as history. */
export const ledgerLineSchema = z.union([outcomeLineSchema, episodeLineSchema]);

/** A line of an export of the ledger. */
export type LedgerLine = z.infer<typeof ledgerLineSchema>;

/** A line that tells an outcome. */
export type OutcomeLine = z.infer<typeof outcomeLineSchema>;

/** A user who was made one with another by the shop's server. */
const aliasLineSchema = z.object({
  type: z.literal("alias"),
  id,
  shopper: id,
  kind: z.literal("user"),
  previous_id: id,
});

/** A user who was made one with another. */
export type AliasLine = z.infer<typeof aliasLineSchema>;

/** What GET /v1/ledger answers: everything decided about each of these shoppers, in the order of their keys. */
export const ledgerAnswerSchema = z.object({
  data: z.array(z.object({ ...whose, lines: z.array(z.union([aliasLineSchema, ledgerLineSchema])) })),
  next_cursor: z.nullable(z.string()),
  as_of: time,
  partial: z.exactOptional(z.literal(true)),
});

/** What GET /v1/ledger answers. */
export type LedgerAnswer = z.infer<typeof ledgerAnswerSchema>;

/** True for a message of an import that is a line of a ledger. */
export function isLedgerLine(message: object): boolean {
  return "type" in message && (message.type === "episode" || OUTCOME_TYPES.some((type) => type === message.type));
}
