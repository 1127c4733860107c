import type { LedgerLine, OutcomeLine } from "../../protocol/ledger-line.ts";
import { episodeFacts } from "../contribution/episode-facts.ts";
import type { EpisodeFact } from "../contribution/fact.ts";
import type { ShopperKey } from "../event.ts";
import { isKept } from "../ledger/decide.ts";
import type { DecisionInput } from "../ledger/decision-input.ts";
import type { Alert, Ledger, LedgerCart } from "../ledger/ledger.ts";
import type { Told } from "../ledger/told.ts";
import { bareId } from "../shopper-key.ts";

/** Whose ledger it is, and as of when. */
export type LedgerMoment = Pick<DecisionInput, "truth" | "context" | "now" | "shopper">;

/** Every outcome of a shopper's ledger as lines of an export, by time, then id. What is due to be forgotten is left out. */
export function ledgerLines(ledger: Ledger, moment: LedgerMoment): OutcomeLine[] {
  const { truth, shopper } = moment;
  const carts = ledger.carts.filter((cart) => isKept(cart, moment));
  const facts = new Map(episodeFacts({ ledger: { ...ledger, carts }, truth }).map(({ key, value }) => [key, value]));
  const lines = carts.flatMap((cart) =>
    cart.told.flatMap((told) => {
      const alert = cart.alerts.find(({ id }) => id === told.alertId);
      const episode = facts.get(`e:${cart.cartId}-${alert?.episode ?? 0}`) as EpisodeFact | undefined;
      if (alert === undefined || episode === undefined) return [];
      return [
        { ...toldLine(told, cart, ledger), ...whose(shopper), status: alert.status, episode, ...data(told, alert) },
      ];
    }),
  );
  return lines.toSorted((a, b) => (a.at === b.at ? order(a.id, b.id) : order(a.at, b.at)));
}

/** The lines of episodes that the reports know and the ledger does not any more. `episodes` by cart and number. */
export function forgottenEpisodes(
  shopper: ShopperKey,
  episodes: Readonly<Record<string, EpisodeFact>>,
  lines: readonly OutcomeLine[],
): LedgerLine[] {
  const carts = new Set(lines.map(({ cart_id }) => cart_id));
  return Object.keys(episodes)
    .toSorted(order)
    .flatMap((id) => {
      const episode = episodes[id];
      const known = episode === undefined || carts.has(id.slice(0, id.lastIndexOf("-")));
      return known ? [] : [{ type: "episode" as const, id, ...whose(shopper), episode }];
    });
}

/** How lines name a shopper. */
export function whose(shopper: ShopperKey): { shopper: string; kind: "user" | "anonymous" } {
  return { shopper: bareId(shopper), kind: shopper.startsWith("u:") ? "user" : "anonymous" };
}

function toldLine(told: Told, cart: LedgerCart, { needsAddAfter }: Ledger) {
  return {
    type: told.type,
    id: told.id,
    at: iso(told.at),
    cart_id: cart.cartId,
    alert_id: told.alertId,
    endpoints: told.endpoints,
    reason: told.reason ?? null,
    transaction_id: told.orderId ?? null,
    attribution: told.attribution ?? null,
    cart: {
      owner: cart.owner,
      held_out: cart.heldOut,
      expired: cart.expired,
      recoveries: cart.recoveries.map(({ orderId, alertId, reversed, attribution }) => ({
        order_id: orderId,
        alert_id: alertId,
        reversed,
        attribution,
      })),
      needs_add_after: needsAddAfter === null ? null : iso(needsAddAfter),
    },
  };
}

function data({ type }: Told, alert: Alert): Pick<OutcomeLine, "alert"> {
  if (type !== "cart.abandoned") return { alert: null };
  const { beganBy, addressed, attempted } = alert;
  return { alert: { began_by: beganBy, addressed, attempted, data: alert.data } };
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
