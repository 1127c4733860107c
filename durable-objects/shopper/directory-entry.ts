import { cartValue } from "../../engine/cart/cart-value.ts";
import { ledgerCartOf } from "../../engine/ledger/decide-alert.ts";
import type { Ledger } from "../../engine/ledger/ledger.ts";
import { cartIdOf } from "../../engine/ledger/outcome-id.ts";
import type { Cart } from "../../engine/cart/cart.ts";
import type { Truth } from "../../engine/truth/truth.ts";
import type { DirectoryEntry } from "../metrics/shopper-delta.ts";
import type { ShopperState } from "./shopper-state.ts";

/** Items that the directory shows of a cart; the shopper's own page has them all. */
const DIRECTORY_ITEMS = 20;

/** What the directory shall know of a shopper: the open cart, or that there is none. */
export function directoryEntry(state: ShopperState, truth: Truth): DirectoryEntry {
  const { profile, session, cart } = truth;
  const open = cart !== null && cart.stage !== "browse" ? cart : null;
  const value = open === null ? null : cartValue(open);
  return {
    userId: profile.userId,
    anonymousId: profile.anonymousId,
    sessionId: open?.sessionId ?? session?.id ?? null,
    cartId: open === null ? null : cartIdFor(state, state.ledger, open),
    // A shop's server may name the cart after it was bought: to cancel, to refund.
    cartToken: open?.token ?? truth.closed.at(-1)?.token ?? null,
    stage: open?.stage ?? "browse",
    lastActivityAt: truth.lastAnyAt ?? truth.lastEventAt ?? 0,
    items: (open?.lines ?? []).slice(0, DIRECTORY_ITEMS).map((line) => ({
      id: line.id,
      name: line.name,
      quantity: line.quantity,
      priceMinor: line.priceMinor,
    })),
    itemCount: (open?.lines ?? []).reduce((count, line) => count + line.quantity, 0),
    valueMinor: value?.valueMinor ?? 0,
    currency: value?.currency ?? "",
  };
}

/** The id of an open cart: the one its first outcome froze, or the one it would get. */
export function cartIdFor(state: Pick<ShopperState, "store" | "shopper">, ledger: Ledger, cart: Cart): string {
  return ledgerCartOf(ledger, cart)?.cartId ?? cartIdOf(state.store, state.shopper, cart.openedBy);
}
