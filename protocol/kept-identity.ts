import * as z from "zod/mini";

/** Days that an anonymous id lives from its making: 13 months. It is never extended. */
export const ANONYMOUS_ID_LIFETIME_DAYS = 395;

/**
 * `keep` in the body of POST /v1/batch: the page's own anonymous id, which a collector on the shop's host keeps in a
 * cookie for it, since browsers delete what scripts have stored.
 */
export const keptIdentitySchema = z.object({
  /** The page's anonymous id. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymousId: z.string().check(z.regex(/^[\w-]{1,128}$/)),
  /** When it was made, by the client's clock: epoch milliseconds. @example 1763632800000 */
  bornAt: z.number().check(z.nonnegative(), z.int()),
  /** True when it was made because nothing was stored: an older one that the cookie knows then counts in its place. */
  isNew: z.nullish(z.boolean()),
});

/** An anonymous id and the time of its making. */
export type KeptIdentity = Pick<z.infer<typeof keptIdentitySchema>, "anonymousId" | "bornAt">;
