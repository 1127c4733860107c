import type { Line } from "../cart/line.ts";
import { locateAlert } from "../ledger/locate-alert.ts";
import type { Truth } from "../truth/truth.ts";
import type { RestoreLink } from "./restore-link.ts";

/** What a link leads to: its cart, or what to say instead. `unknown`: the shopper has no such link. */
export type Followed = { kind: "open"; lines: readonly Line[] } | { kind: "bought" | "gone" | "unknown" };

/** Follows the link of a token at `now`. Truth must be advanced to then. It changes nothing: scanners follow links. */
export function followLink(truth: Truth, links: readonly RestoreLink[], hash: string, now: number): Followed {
  const link = links.find((candidate) => candidate.hash === hash);
  if (link === undefined) return { kind: "unknown" };
  const place = locateAlert(truth, link.beganBy);
  if (place.in === "closed" && place.cart.how === "purchase") return { kind: "bought" };
  const open = place.in === "open" && now < link.expiresAt;
  return open && truth.cart !== null ? { kind: "open", lines: truth.cart.lines } : { kind: "gone" };
}
