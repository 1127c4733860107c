import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";
import { MAX_ID_LENGTH } from "./limits.ts";

/** How long a link works when nothing else is said. */
export const RESTORE_LINK_HOURS = 30 * 24;

/** The parameter of the store's return URL that carries the cart: `id:variant:quantity`, joined by commas. */
export const RESTORED_CART_PARAMETER = "cartbeat_cart";
/** The parameter that carries the token, which the page reports in `properties` or `context` of its events. */
export const RESTORE_TOKEN_PARAMETER = "cartbeat_token";
/** The parameter that says "1" when the cart had to be cut. */
export const RESTORE_TRUNCATED_PARAMETER = "cartbeat_truncated";

// A cart is found through the metrics shards, up to a second after its last change; its shopper is found at once.
const owner = {
  /** The bare id of the cart's shopper, as payloads and lists tell it. Absent: the cart is looked up. @example "ann" */
  shopper: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH))),
  /** Of two shoppers with the same id, which one. */
  kind: z.optional(z.enum(["user", "anonymous"])),
};

/** What POST /v1/carts/:id/restore-link takes. */
export const restoreLinkRequestSchema = z.strictObject({
  ...owner,
  /** Up to a year; 720 when absent. @example 72 */
  expires_in_hours: z.optional(z.number().check(z.gt(0), z.lte(8760))),
});

/** What POST /v1/carts/:id/restore-link answers. */
export const restoreLinkAnswerSchema = z.strictObject({
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: z.string(),
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** Shown once: only its hash is kept. @example "https://collector.example/r/Zp0v7Qm1" */
  restore_url: z.url(),
  /** Until when the link works. */
  expires_at: answerTime,
});

/** What POST /v1/carts/:id/restore-link answers. */
export type RestoreLinkAnswer = z.infer<typeof restoreLinkAnswerSchema>;

/** What POST /v1/carts/:id/close takes. `closed`: as if it had been emptied. `muted`: it stays, without alerts. */
export const closeCartRequestSchema = z.strictObject({
  ...owner,
  /** `closed`: as if it had been emptied. `muted`: it stays, without alerts. */
  mode: z.enum(["closed", "muted"]),
});

/** What POST /v1/carts/:id/close answers. */
export const closeCartAnswerSchema = z.strictObject({
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: z.string(),
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** What the cart is now; more than was asked for where it had ended before. */
  state: z.enum(["muted", "closed", "bought", "emptied", "expired"]),
  /** False when it was so already. */
  changed: z.boolean(),
});

/** What POST /v1/carts/:id/close answers. */
export type CloseCartAnswer = z.infer<typeof closeCartAnswerSchema>;
