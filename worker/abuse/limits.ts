import * as z from "zod/mini";

const positive = z.optional(z.number().check(z.gt(0)));

const limitsSchema = z.strictObject({
  key_requests_per_second: positive,
  address_requests_per_second: positive,
  address_new_shoppers_per_minute: positive,
  shopper_events_per_minute: positive,
  requests_in_flight: positive,
});

/** How much one key, one address and one shopper may send, and how much may be under way. */
export type Limits = Readonly<Record<keyof z.infer<typeof limitsSchema>, number>>;

/** Nobody honest comes near these. */
const PRODUCTION: Limits = {
  key_requests_per_second: 10_000,
  address_requests_per_second: 100,
  address_new_shoppers_per_minute: 600,
  shopper_events_per_minute: 60,
  requests_in_flight: 512,
};

/** Replays, imports and benchmarks are one key and one address. */
const DEVELOPMENT: Limits = {
  key_requests_per_second: Infinity,
  address_requests_per_second: Infinity,
  address_new_shoppers_per_minute: Infinity,
  shopper_events_per_minute: Infinity,
  requests_in_flight: 512,
};

/**
 * The limits of this collector: the variable `LIMITS`, a JSON object with some of them, over those of its mode.
 * @throws when `LIMITS` cannot be read.
 */
export function readLimits({ LIMITS, MODE }: { LIMITS?: string | null; MODE: string }): Limits {
  const stated = LIMITS ? limitsSchema.parse(JSON.parse(LIMITS)) : {};
  return { ...(MODE === "production" ? PRODUCTION : DEVELOPMENT), ...stated } as Limits;
}
