import type { Engagement } from "../contribution/engagement.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Truth } from "../truth/truth.ts";

/**
 * True for somebody without a name who came on one day and only looked: no cart was ever opened, nothing bought, nobody
 * told. What such a visitor counts does not move once a month has gone by.
 */
export function isVisitorOfOneView({
  truth,
  ledger,
  engagement,
}: {
  truth: Truth;
  ledger: Ledger;
  engagement: Engagement;
}): boolean {
  if (truth.profile.userId !== null || truth.orders.length > 0 || ledger.carts.length > 0) return false;
  if (truth.cart !== null && truth.cart.stage !== "browse") return false;
  if (truth.closed.some(({ how }) => how !== "session")) return false;
  return engagement.days.length <= 1;
}
