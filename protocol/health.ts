import * as z from "zod/mini";

/** What GET /health answers while a store can be read. */
export const healthSchema = z.strictObject({
  /** A store can be read. */
  status: z.literal("ok"),
});
