import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";
import { MAX_ID_LENGTH } from "./limits.ts";
import { cartViewSchema } from "./shopper-view.ts";

/** The parameters of GET /v1/carts/:id. Without a shopper the cart is looked up, up to a second after its last change. */
export const cartParametersSchema = z.object({
  /** The bare id of the cart's shopper, as payloads and lists tell it. */
  shopper: z.optional(z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH))),
  kind: z.optional(z.enum(["user", "anonymous"])),
});

/** What GET /v1/carts/:id answers: the open cart as it is now, with every item. Times are RFC 3339. */
export const cartAnswerSchema = z.extend(cartViewSchema, {
  shopper: z.string(),
  user_id: z.nullable(z.string()),
  anonymous_id: z.nullable(z.string()),
  as_of: answerTime,
});

/** What GET /v1/carts/:id answers. */
export type CartAnswer = z.infer<typeof cartAnswerSchema>;
