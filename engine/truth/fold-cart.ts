import { isCartActivity } from "../activity.ts";
import { currentEpisodeReplaced, isDecided, newEpisode } from "../cart/begin-episode.ts";
import { type Cart, currentEpisode } from "../cart/cart.ts";
import { changeLines } from "../cart/change-lines.ts";
import { type Line, currencyOf } from "../cart/line.ts";
import type { ShopperEvent } from "../event.ts";
import { higherStage, stageOfEvent } from "../stage.ts";
import { closeCart } from "./close-cart.ts";
import { eventRef } from "./event-order.ts";
import type { Truth } from "./truth.ts";

/** Applies what an event says about the cart: lines, snapshots, stage events. Purchases are folded elsewhere. */
export function foldCart(truth: Truth, event: ShopperEvent): Truth {
  const { cart } = truth;
  return cart === null || cart.stage === "browse" ? opened(truth, event) : continued(truth, cart, event);
}

/** What the event makes of a shopper without a cart: none, a new one, or one that goes on from an alerted browse list. */
function opened(truth: Truth, event: ShopperEvent): Truth {
  const contents = openingContents(event);
  if (contents === null) return truth;
  const stage = stageOfEvent(event.name) ?? "cart";
  const ref = eventRef(event);
  const grewAt = stageOfEvent(event.name) === null ? event.at : null;
  const fresh: Cart = {
    openedBy: ref,
    openedAt: event.at,
    lines: contents.lines,
    statedMinor: contents.lines.length > 0 ? null : contents.statedMinor,
    currency: currencyOf(contents.lines, event.currency),
    stage,
    lastCartActivityAt: event.at,
    sessionId: event.sessionId ?? truth.session?.id ?? null,
    token: event.cartToken,
    locale: event.locale,
    mutedAt: null,
    episodes: [{ ...newEpisode(ref, event.at), grewAt }],
  };
  const browsed = truth.cart;
  if (browsed === null || !isDecided(browsed)) return { ...truth, cart: fresh };
  const { openedBy, openedAt, mutedAt } = browsed;
  return {
    ...truth,
    cart: { ...fresh, openedBy, openedAt, mutedAt, episodes: [...browsed.episodes, ...fresh.episodes] },
  };
}

interface Contents {
  lines: Line[];
  statedMinor: number | null;
}

function openingContents(event: ShopperEvent): Contents | null {
  if (stageOfEvent(event.name) !== null) return { lines: linesOf(event), statedMinor: event.valueMinor };
  if (event.name === "add_to_cart" && !event.items?.length) return { lines: [], statedMinor: event.valueMinor };
  const change = changeLines([], event);
  return change === null || change.lines.length === 0 ? null : { lines: change.lines, statedMinor: null };
}

function linesOf(event: ShopperEvent): Line[] {
  return changeLines([], { ...event, name: "cart_updated" })?.lines ?? [];
}

function continued(truth: Truth, cart: Cart, event: ShopperEvent): Truth {
  const change = changeLines(cart.lines, event);
  if (change?.emptied) {
    const closed = closeCart(truth, { at: event.at, how: "emptied", orderId: null });
    return closed.session === null ? closed : { ...closed, session: { ...closed.session, emptied: true } };
  }
  const stage = stageOfEvent(event.name);
  const grew = change?.grew === true || (event.name === "add_to_cart" && !event.items?.length);
  const lines = change?.lines ?? cart.lines;
  const active = isCartActivity(event);
  const next: Cart = {
    ...cart,
    lines,
    statedMinor: lines.length > 0 ? null : cart.statedMinor,
    currency: change === null || lines.length === 0 ? cart.currency : currencyAfter(cart.currency, lines, event),
    stage: stage === null ? cart.stage : higherStage(cart.stage, stage),
    lastCartActivityAt: active ? event.at : cart.lastCartActivityAt,
    sessionId: active ? (event.sessionId ?? cart.sessionId) : cart.sessionId,
    token: event.cartToken ?? cart.token,
    locale: event.locale ?? cart.locale,
  };
  return { ...truth, cart: withEpisode(next, event, grew, stage !== null) };
}

function withEpisode(cart: Cart, event: ShopperEvent, grew: boolean, staged: boolean): Cart {
  if ((grew || staged) && isDecided(cart)) {
    const begun = { ...newEpisode(eventRef(event), event.at), grewAt: grew ? event.at : null };
    return { ...cart, episodes: [...cart.episodes, begun] };
  }
  return grew ? currentEpisodeReplaced(cart, { ...currentEpisode(cart), grewAt: event.at }) : cart;
}

/** The currency of the last priced line that the event touched, or of the cart where it touched none. */
function currencyAfter(current: string, lines: readonly Line[], event: ShopperEvent): string {
  const priced = event.items?.findLast((item) => item.priceMinor !== null)?.currency ?? current;
  return lines.some((line) => line.currency === priced) ? priced : currencyOf(lines, current);
}
