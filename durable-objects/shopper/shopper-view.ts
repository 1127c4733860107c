import { cartValue } from "../../engine/cart/cart-value.ts";
import type { Cart } from "../../engine/cart/cart.ts";
import { itemsOf } from "../../engine/ledger/alert-data.ts";
import { ledgerCartOf } from "../../engine/ledger/decide-alert.ts";
import type { Alert, LedgerCart } from "../../engine/ledger/ledger.ts";
import type { Rules } from "../../engine/rules.ts";
import { bareId } from "../../engine/shopper-key.ts";
import { advance } from "../../engine/truth/advance.ts";
import { nextDue } from "../../engine/truth/next-due.ts";
import type { AlertView, CartView, ShopperView } from "../../protocol/shopper-view.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { cartIdFor } from "./directory-entry.ts";
import { foldContext } from "./evaluate.ts";
import type { ShopperState } from "./shopper-state.ts";

/** What GET /v1/shoppers/:id shows of a shopper as of `now`. Reading changes nothing. */
export function shopperView(state: ShopperState, config: ShopperConfig, now: number): ShopperView {
  const context = foldContext(state, config);
  const truth = advance(state.history.tip, now, true, context);
  const due = nextDue(truth, context);
  const open = truth.cart !== null && truth.cart.stage !== "browse" ? truth.cart : null;
  return {
    shopper: bareId(state.shopper),
    user_id: truth.profile.userId,
    anonymous_id: truth.profile.anonymousId,
    session_id: truth.session?.id ?? null,
    last_activity: iso(truth.lastEventAt),
    cart: open === null ? null : cartView(state, open, context.rules),
    next_deadline: due?.kind === "step" ? iso(due.at) : null,
    alarm_at: iso(state.alarmAt),
    alerts: state.ledger.carts.flatMap((cart) => cart.alerts.map((alert) => alertView(cart, alert))),
    outbox: state.outbox.length,
    as_of: new Date(now).toISOString(),
  };
}

function cartView(state: ShopperState, cart: Cart, rules: Rules): CartView {
  const value = cartValue(cart);
  const alerts = ledgerCartOf(state.ledger, cart)?.alerts ?? [];
  return {
    cart_id: cartIdFor(state, state.ledger, cart),
    stage: cart.stage,
    opened_at: new Date(cart.openedAt).toISOString(),
    last_activity: new Date(cart.lastCartActivityAt).toISOString(),
    items: itemsOf(cart, rules),
    item_count: cart.lines.reduce((count, line) => count + line.quantity, 0),
    value_minor: value.valueMinor,
    currency: value.currency,
    other_values: value.others.map((other) => ({ currency: other.currency, value_minor: other.valueMinor })),
    episode: Math.max(cart.episodes.length, ...alerts.map((alert) => alert.episode)),
  };
}

function alertView(cart: LedgerCart, alert: Alert): AlertView {
  return {
    id: alert.id,
    cart_id: cart.cartId,
    episode: alert.episode,
    step: alert.step,
    stage: alert.stage,
    deadline: new Date(alert.dueAt).toISOString(),
    fired_at: new Date(alert.firedAt).toISOString(),
    late: alert.late,
    status: alert.status,
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
