import * as z from "zod/mini";
import type { Env } from "../env.ts";

const seedsSchema = z.array(
  z.object({
    store: z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)),
    write_key: z.string().check(z.minLength(1)),
    secret_key: z.string().check(z.minLength(1)),
  }),
);

/** A store as the operator's configuration lists it: its name and its first keys. */
export type StoreSeed = z.infer<typeof seedsSchema>[number];

/** Keys that everybody knows carry this mark. */
const DEVELOPMENT_MARK = "DEVELOPMENTONLY";

/**
 * The store's entry in the variable `STORES`; null when it has none: such a store does not exist.
 * @throws when `STORES` cannot be read.
 */
export function storeSeed(env: Pick<Env, "STORES" | "MODE">, store: string): StoreSeed | null {
  return storeSeeds(env).find((seed) => seed.store === store) ?? null;
}

/**
 * The stores of the variable `STORES`. In production mode a store with a development key does not exist.
 * @throws when it cannot be read.
 */
export function storeSeeds(env: Pick<Env, "STORES" | "MODE">): StoreSeed[] {
  const seeds = seedsSchema.parse(JSON.parse(env.STORES));
  if (env.MODE !== "production") return seeds;
  return seeds.filter((seed) => !isDevelopmentKey(seed.write_key) && !isDevelopmentKey(seed.secret_key));
}

/** True for a key that everybody knows, and that production mode refuses. */
export function isDevelopmentKey(key: string): boolean {
  return key.includes(DEVELOPMENT_MARK);
}
