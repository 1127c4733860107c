import {
  RESTORED_CART_PARAMETER,
  RESTORE_TOKEN_PARAMETER,
  RESTORE_TRUNCATED_PARAMETER,
} from "../../protocol/restore-link.ts";
import type { Line } from "../cart/line.ts";

/** Longest value of the cart's parameter; servers take addresses of 8 KB. */
const CART_CHARS = 4000;

/** The store's return URL as one that a browser may be sent to; null when there is none, or it is not of the web. */
export function readReturnUrl(text: string | null): URL | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}

/**
 * Where a shopper is sent to find the cart again: the store's own return URL, with the token first (clients report the
 * page's address and cut it) and then the cart: `id:variant:quantity`, joined by commas, id and variant percent-encoded
 * once more, so that `,` and `:` only ever separate. An empty variant is none. Lines that do not fit are left out, and a
 * parameter says so. Host and path are the return URL's, whatever the cart holds.
 */
export function returnAddress(returnUrl: URL, lines: readonly Line[], token: string): string {
  const address = new URL(returnUrl);
  const all = lines.map(lineText);
  const fitting = all.slice(0, countFitting(all));
  address.searchParams.set(RESTORE_TOKEN_PARAMETER, token);
  address.searchParams.set(RESTORED_CART_PARAMETER, fitting.join(","));
  if (fitting.length < all.length) address.searchParams.set(RESTORE_TRUNCATED_PARAMETER, "1");
  return address.href;
}

function lineText({ id, variant, quantity }: Line): string {
  return [encodeURIComponent(id.toWellFormed()), encodeURIComponent((variant ?? "").toWellFormed()), quantity].join(
    ":",
  );
}

function countFitting(texts: readonly string[]): number {
  let chars = 0;
  for (const [index, text] of texts.entries()) {
    chars += text.length + 1;
    if (chars > CART_CHARS) return index;
  }
  return texts.length;
}
