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

const DEVELOPMENT_MARK = "DEVELOPMENTONLY";

/**
 * The store's entry in the variable `STORES`; null when it has none: such a store does not exist.
 * @throws when `STORES` cannot be read, or holds a development key in production mode.
 */
export function storeSeed(env: Pick<Env, "STORES" | "MODE">, store: string): StoreSeed | null {
  return storeSeeds(env).find((seed) => seed.store === store) ?? null;
}

/**
 * All stores of the variable `STORES`.
 * @throws when it cannot be read, or holds a development key in production mode.
 */
export function storeSeeds(env: Pick<Env, "STORES" | "MODE">): StoreSeed[] {
  const seeds = seedsSchema.parse(JSON.parse(env.STORES));
  if (env.MODE === "production" && env.STORES.includes(DEVELOPMENT_MARK)) {
    throw new Error("STORES holds a development key; production mode refuses it. Generate keys of your own.");
  }
  return seeds;
}
