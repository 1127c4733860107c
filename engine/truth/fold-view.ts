import { newEpisode } from "../cart/begin-episode.ts";
import type { Cart } from "../cart/cart.ts";
import { currencyOf, lineOf } from "../cart/line.ts";
import type { ShopperEvent } from "../event.ts";
import { eventRef } from "./event-order.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Truth } from "./truth.ts";

const VIEWED_ITEMS = 10;

/**
 * Keeps the list of viewed items, at most ten, the latest last: what a shopper without a cart leaves behind. Only with a
 * browse cut-off, and not in a session in which a cart was emptied.
 */
export function foldView(truth: Truth, event: ShopperEvent, context: FoldContext): Truth {
  const { cart, session } = truth;
  if (context.rules.cutoffMs.browse === null || !event.items?.length || session?.emptied) return truth;
  if (cart !== null && cart.stage !== "browse") return truth;
  const viewed = event.items.map((item) => lineOf(item, 1));
  const others = (cart?.lines ?? []).filter((line) => !viewed.some((item) => item.id === line.id));
  const lines = [...others, ...viewed].slice(-VIEWED_ITEMS);
  if (cart !== null) return { ...truth, cart: { ...cart, lines, lastCartActivityAt: event.at } };
  const ref = eventRef(event);
  const browsing: Cart = {
    openedBy: ref,
    openedAt: event.at,
    lines,
    statedMinor: null,
    currency: currencyOf(lines, event.currency),
    stage: "browse",
    lastCartActivityAt: event.at,
    sessionId: event.sessionId ?? session?.id ?? null,
    token: null,
    locale: event.locale,
    mutedAt: null,
    episodes: [newEpisode(ref, event.at)],
  };
  return { ...truth, cart: browsing };
}
