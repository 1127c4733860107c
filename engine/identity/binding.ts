import type { ShopperEvent } from "../event.ts";

/**
 * What became of another key of a shopper. `pending`: it is being asked for its past; `merged`: its past is here, and
 * what comes for it too; `shared`: other users use it as well, so nothing was taken over; `lost`: since this user came
 * with it last, somebody else did, or used it without a name.
 */
export type Binding = "pending" | "merged" | "shared" | "lost";

/**
 * Whether a user lays claim to a key by coming with it: for the first time, again after others, or by saying so where
 * the key is shared. Staying is no claim.
 */
export function laysClaim(binding: Binding | undefined, { name }: Pick<ShopperEvent, "name">): boolean {
  return binding === undefined || binding === "lost" || (binding === "shared" && name === "identify");
}
