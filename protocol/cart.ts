import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";
import { MAX_ID_LENGTH } from "./limits.ts";
import { cartViewSchema } from "./shopper-view.ts";

/** The parameters of GET /v1/carts/:id. Without a shopper the cart is looked up, up to a second after its last change. */
export const cartParametersSchema = z.object({
  /** The bare id of the cart's shopper, as payloads and lists tell it. @example "ann" */
  shopper: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH))),
  /** Of two shoppers with the same id, which one. */
  kind: z.optional(z.enum(["user", "anonymous"])),
});

/** What GET /v1/carts/:id answers: the open cart as it is now, with every item. Times are RFC 3339. */
export const cartAnswerSchema = z.extend(cartViewSchema, {
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** Null while only an anonymous id is known. @example "ann" */
  user_id: z.nullable(z.string()),
  /** The id that the browser or app made; null where none is known. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymous_id: z.nullable(z.string()),
  /** When the question was answered: everything before it counts. */
  as_of: answerTime,
});

/** What GET /v1/carts/:id answers. */
export type CartAnswer = z.infer<typeof cartAnswerSchema>;
