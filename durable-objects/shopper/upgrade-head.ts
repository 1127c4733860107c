import type { Cart } from "../../engine/cart/cart.ts";
import { EMPTY_ENGAGEMENT } from "../../engine/contribution/engagement.ts";
import { NO_EXCLUSION } from "../../engine/exclusion/exclusion.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { attributionOf } from "../../engine/ledger/attribution.ts";
import { type Alert, EMPTY_LEDGER, type Ledger, type LedgerCart, type Recovery } from "../../engine/ledger/ledger.ts";
import type { Told } from "../../engine/ledger/told.ts";
import { rulesOf } from "../../engine/rules.ts";
import { type ClosedCart, EMPTY_TRUTH, type Order, type Truth } from "../../engine/truth/truth.ts";
import { DEFAULT_SETTINGS } from "../../protocol/settings.ts";
import { newState } from "./new-state.ts";
import type { StoredHead } from "./stored-head.ts";

/**
 * How states are stored now. Raise it with every field that stored states lack, and let {@link upgradeHead} fill it:
 * shoppers who have been silent for months are read by the newest code.
 */
export const STATE_FORMAT = 2;

/** A head of any former format: the first ones stated none, and had fewer fields, some of them under other names. */
type FormerHead = Omit<Partial<StoredHead>, "checkpoint" | "tip" | "ledger"> &
  Pick<StoredHead, "store" | "shopper" | "incarnation" | "events" | "sealed"> & {
    checkpoint: Partial<Truth>;
    tip: Partial<Truth>;
    ledger: Partial<Ledger>;
    /** The newest number that the shard had confirmed, when there was one directory entry to ship and nothing else. */
    shippedSequence?: number;
  };

/** A stored head as this code would have written it. What older code did not know of is as if it had never happened. */
export function upgradeHead(stored: FormerHead): StoredHead {
  // Nothing of this format lacks anything.
  if (stored.format === STATE_FORMAT) return stored as StoredHead;
  const { shippedSequence, ...former } = stored;
  const { history: _, ...defaults } = newState(former.store, former.shopper, former.incarnation);
  const tip = upgradeTruth(former.tip);
  return {
    ...defaults,
    ...former,
    format: STATE_FORMAT,
    checkpoint: upgradeTruth(former.checkpoint),
    tip,
    ledger: upgradeLedger(former.ledger, former.shopper, tip.orders),
    // What had a number and was not confirmed is made anew, with everything else that the shard has never heard of.
    sequence: shippedSequence ?? former.sequence ?? 0,
    engagement: { ...EMPTY_ENGAGEMENT, ...former.engagement },
  };
}

function upgradeTruth(former: Partial<Truth>): Truth {
  const truth = { ...EMPTY_TRUTH, ...former };
  return {
    ...truth,
    cart: truth.cart === null ? null : upgradeCart(truth.cart),
    closed: truth.closed.map(upgradeClosed),
    exclusion: { ...NO_EXCLUSION, ...truth.exclusion },
    profile: { ...EMPTY_TRUTH.profile, ...truth.profile },
  };
}

function upgradeCart(former: Omit<Cart, "mutedAt"> & Partial<Pick<Cart, "mutedAt">>): Cart {
  return { mutedAt: null, ...former };
}

function upgradeClosed(former: Omit<ClosedCart, "token"> & Partial<Pick<ClosedCart, "token">>): ClosedCart {
  return { token: null, ...former };
}

function upgradeLedger(former: Partial<Ledger>, shopper: ShopperKey, orders: readonly Order[]): Ledger {
  const ledger = { ...EMPTY_LEDGER, ...former };
  return { ...ledger, carts: ledger.carts.map((cart) => upgradeLedgerCart(cart, shopper, orders)) };
}

function upgradeLedgerCart(
  former: Omit<LedgerCart, "owner" | "told"> & Partial<Pick<LedgerCart, "owner" | "told">>,
  shopper: ShopperKey,
  orders: readonly Order[],
): LedgerCart {
  return {
    owner: shopper,
    told: former.alerts.map(toldOf),
    ...former,
    recoveries: former.recoveries.map((recovery) => upgradeRecovery(recovery, former.alerts, orders)),
  };
}

/** Of the outcomes of that time, alerts are remembered with their time; others are not. */
function toldOf({ id, firedAt, addressed }: Alert): Told {
  return { id, type: "cart.abandoned", at: firedAt, alertId: id, endpoints: addressed.length };
}

/** Attribution was not kept at first; by the defaults it was this. */
function upgradeRecovery(
  former: Omit<Recovery, "attribution"> & Partial<Pick<Recovery, "attribution">>,
  alerts: readonly Alert[],
  orders: readonly Order[],
): Recovery {
  const order = orders.find(({ id }) => id === former.orderId);
  const firedAt = alerts.find(({ id }) => id === former.alertId)?.firedAt ?? 0;
  return { attribution: attributionOf(order, order?.at ?? firedAt, firedAt, rulesOf(DEFAULT_SETTINGS)), ...former };
}
