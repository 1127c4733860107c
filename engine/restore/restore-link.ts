/** A link that brings a shopper back to a cart, as the ledger keeps it. The token itself is kept nowhere. */
export interface RestoreLink {
  /** Hash of the token. */
  hash: string;
  /** The cart's id when the link was made. */
  cartId: string;
  /** Reference of the event with which the cart's episode began then: finds the cart through refolds and merges. */
  beganBy: string;
  createdAt: number;
  expiresAt: number;
}

/** Links kept of one shopper; of more, the oldest no longer work. */
const LINKS = 64;

/** The links with one more. */
export function withLink(links: readonly RestoreLink[], link: RestoreLink): RestoreLink[] {
  return [...links, link].slice(-LINKS);
}

/** Links of two shoppers who are one. */
export function mergeLinks(links: readonly RestoreLink[], others: readonly RestoreLink[]): RestoreLink[] {
  const known = new Set(links.map(({ hash }) => hash));
  const all = [...links, ...others.filter(({ hash }) => !known.has(hash))];
  return all.toSorted((a, b) => a.createdAt - b.createdAt).slice(-LINKS);
}
