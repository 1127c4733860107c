import { withLink } from "../../engine/restore/restore-link.ts";
import type { ShopperState } from "../shopper/shopper-state.ts";
import { hashOfToken } from "./hash-of-token.ts";
import { TOKEN_RANDOM_BYTES, sealToken } from "./seal-token.ts";

/** What a new link needs. */
export interface NewLink {
  cartId: string;
  /** Reference of the event with which the cart's episode began. */
  beganBy: string;
  createdAt: number;
  expiresAt: number;
}

/** Makes a link to a cart of this shopper, notes its hash in the state, which the caller must save, and returns its token. */
export function issueLink(
  state: Pick<ShopperState, "store" | "shopper" | "ledger">,
  salt: string,
  link: NewLink,
): string {
  const random = crypto.getRandomValues(new Uint8Array(TOKEN_RANDOM_BYTES));
  const token = sealToken(state.shopper, { store: state.store, salt }, random);
  state.ledger = { ...state.ledger, links: withLink(state.ledger.links, { hash: hashOfToken(token), ...link }) };
  return token;
}
