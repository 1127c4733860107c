import type { ShopperKey } from "../event.ts";

/** Whose a key's past is. */
export interface Ownership {
  /** Whose shopper this one turned out to be: everything moved there, and what still comes is forwarded. */
  movedTo: ShopperKey | null;
  /** True once the new home has taken over what moved. */
  handedOver: boolean;
  /** True for an anonymous id that several users share: nothing of it moves any more. */
  shared: boolean;
  /** To whom a shared id's events are forwarded since somebody last identified with it. */
  forwardTo: ShopperKey | null;
  /** Who came with a shared id last; null when that one knows that somebody else used it since. */
  lastUser: ShopperKey | null;
}

/** A key that is its own. */
export const UNCLAIMED: Ownership = {
  movedTo: null,
  handedOver: false,
  shared: false,
  forwardTo: null,
  lastUser: null,
};

/**
 * What becomes of a key when a user comes with it. `moved`: its past is that user's. `shared`: several users use it, so
 * nothing moves, and from now on its events go to the one who came last. `busy`: another user is just taking it over.
 */
export interface Claim {
  status: "moved" | "shared" | "busy";
  ownership: Ownership;
  /** Who has lost the key to somebody else, and must learn it: coming again is a new claim. Null for nobody. */
  loser: ShopperKey | null;
}

/**
 * Decides about a user who comes with a key. The first one gets everything. A second one shows that the key is shared:
 * from then on it is an anonymous shopper again, with no past, until the next one comes.
 */
export function claimPast(before: Ownership, by: ShopperKey): Claim {
  if (before.shared) {
    const loser = before.lastUser === by ? null : before.lastUser;
    return { status: "shared", ownership: { ...before, forwardTo: by, lastUser: by }, loser };
  }
  if (before.movedTo === null || before.movedTo === by) {
    return { status: "moved", ownership: { ...before, movedTo: by }, loser: null };
  }
  if (!before.handedOver) return { status: "busy", ownership: before, loser: null };
  const ownership = { ...before, movedTo: null, shared: true, lastUser: by };
  return { status: "shared", ownership, loser: before.movedTo };
}

/** Who loses a shared key because somebody used it without a name, and what then is; null when nobody does. */
export function loseToNobody(before: Ownership): { ownership: Ownership; loser: ShopperKey } | null {
  if (!before.shared || before.lastUser === null) return null;
  return { ownership: { ...before, lastUser: null }, loser: before.lastUser };
}
