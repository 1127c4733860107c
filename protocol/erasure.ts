import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";

/** What DELETE /v1/shoppers/:id answers once the shopper is erased everywhere. Times are RFC 3339. */
export const erasureSchema = z.strictObject({
  /** Always true: when it answers, the shopper is gone. */
  erased: z.literal(true),
  /** When the question was answered: everything before it counts. */
  as_of: answerTime,
  /** Until then what had happened before the erasure is refused when a client sends it again. */
  resent_refused_until: answerTime,
});

/** What DELETE /v1/shoppers/:id answers. */
export type Erasure = z.infer<typeof erasureSchema>;
