import type { LedgerLine, OutcomeLine } from "../../protocol/ledger-line.ts";
import type { ShopperKey } from "../event.ts";
import type { Alert, Ledger, LedgerCart } from "../ledger/ledger.ts";
import { locateAlert } from "../ledger/locate-alert.ts";
import type { Told } from "../ledger/told.ts";
import type { Truth } from "../truth/truth.ts";

/** What became of lines of an export: the ledger with them, and for each line whether it was taken. */
export interface RestoredLedger {
  ledger: Ledger;
  /** `unknown`: an outcome whose alert is not known, because its own line did not come before. */
  results: ("accepted" | "unknown")[];
}

/**
 * Takes lines of an export into a ledger as history: nothing is decided and nobody is told. Whatever is decided of an
 * alert later corrects it where it was attempted: at no endpoint of another store.
 */
export function restoreLedger(before: Ledger, lines: readonly LedgerLine[]): RestoredLedger {
  let ledger = before;
  const results = lines.map((line): "accepted" | "unknown" => {
    if (line.type === "episode") return "accepted";
    const restored = withLine(ledger, line);
    ledger = restored ?? ledger;
    return restored === null ? "unknown" : "accepted";
  });
  return { ledger, results };
}

/**
 * Marks the restored carts that truth does not hold (their events are not here, or too long ago to be folded): nothing
 * more is decided of them, and they count for what they counted where they come from.
 */
export function markStrangers(ledger: Ledger, truth: Truth, lines: readonly LedgerLine[]): Ledger {
  const told = lines.filter((line) => line.type !== "episode");
  const carts = ledger.carts.map((cart) => {
    const own = told.filter(({ cart_id }) => cart_id === cart.cartId);
    const isHere = cart.alerts.every(({ beganBy }) => locateAlert(truth, beganBy).in !== "nowhere");
    if (own.length === 0 || isHere) return cart;
    const counted = own.flatMap(({ alert_id, episode }) => {
      const alert = cart.alerts.find(({ id }) => id === alert_id);
      return alert === undefined ? [] : [[alert.episode, episode] as const];
    });
    return { ...cart, counted: { ...cart.counted, ...Object.fromEntries(counted) } };
  });
  return { ...ledger, carts };
}

function withLine(ledger: Ledger, line: OutcomeLine): Ledger | null {
  const known = ledger.carts.find(({ cartId }) => cartId === line.cart_id);
  const cart = known ?? newCart(line);
  const alerts = withAlert(cart.alerts, line);
  if (alerts === null) return null;
  const told = cart.told.some(({ id }) => id === line.id) ? cart.told : [...cart.told, toldOf(line)];
  const restored: LedgerCart = { ...cart, alerts, told, expired: line.cart.expired, recoveries: recoveriesOf(line) };
  const carts = ledger.carts.filter((other) => other !== known);
  const needs = [ledger.needsAddAfter, timeOf(line.cart.needs_add_after)].filter((at) => at !== null);
  return { ...ledger, carts: [...carts, restored], needsAddAfter: needs.length === 0 ? null : Math.max(...needs) };
}

function newCart({ cart_id, cart }: OutcomeLine): LedgerCart {
  return {
    cartId: cart_id,
    owner: cart.owner as ShopperKey,
    heldOut: cart.held_out,
    alerts: [],
    recoveries: [],
    expired: false,
    told: [],
  };
}

/** Null when the line is of an alert that is not known. */
function withAlert(alerts: readonly Alert[], { alert_id, status, alert }: OutcomeLine): Alert[] | null {
  if (alerts.some(({ id }) => id === alert_id)) {
    return alerts.map((known) => (known.id === alert_id ? { ...known, status } : known));
  }
  if (alert === null) return null;
  const { data, began_by, addressed, attempted } = alert;
  const restored: Alert = {
    id: alert_id,
    episode: data.episode,
    step: data.step,
    stage: data.stage,
    beganBy: began_by,
    dueAt: Date.parse(data.deadline),
    firedAt: Date.parse(data.fired_at),
    late: data.late,
    lastActivityAt: Date.parse(data.last_activity),
    status,
    addressed,
    attempted,
    data,
  };
  return [...alerts, restored].toSorted((a, b) => a.firedAt - b.firedAt);
}

function toldOf({ id, type, at, alert_id, endpoints, reason, transaction_id, attribution }: OutcomeLine): Told {
  return {
    id,
    type,
    at: Date.parse(at),
    alertId: alert_id,
    endpoints,
    ...(reason === null ? {} : { reason }),
    ...(transaction_id === null ? {} : { orderId: transaction_id }),
    ...(attribution === null ? {} : { attribution }),
  };
}

function recoveriesOf({ cart }: OutcomeLine): LedgerCart["recoveries"] {
  return cart.recoveries.map(({ order_id, alert_id, reversed, attribution }) => ({
    orderId: order_id,
    alertId: alert_id,
    reversed,
    attribution,
  }));
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
