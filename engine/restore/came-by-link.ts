import { locateAlert } from "../ledger/locate-alert.ts";
import type { ClosedCart, Truth } from "../truth/truth.ts";
import type { RestoreLink } from "./restore-link.ts";

/**
 * True when the shopper came back to a cart by a link before it was closed: the landing page reported the token of one
 * of its links while that was valid. Following the link alone says nothing, because mail scanners follow links too.
 */
export function cameByLink(truth: Truth, closed: ClosedCart, links: readonly RestoreLink[]): boolean {
  return links.some((link) => {
    const report = truth.reported.find(({ hash }) => hash === link.hash);
    if (report === undefined || report.at > closed.closedAt || report.at > link.expiresAt) return false;
    const place = locateAlert(truth, link.beganBy);
    return place.in === "closed" && place.cart === closed;
  });
}
