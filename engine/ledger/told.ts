import type { OutcomeData, OutcomeType } from "../../protocol/outcome.ts";
import type { LedgerCart, Outcome } from "./ledger.ts";

/** An outcome as the ledger remembers that it was decided: what the timeline shows of it. */
export interface Told {
  id: string;
  type: OutcomeType;
  at: number;
  alertId: string;
  /** How many endpoints were addressed. */
  endpoints: number;
  /** Why, in retracted and reversed outcomes. */
  reason?: string;
  /** The order, in recovered and reversed outcomes. */
  orderId?: string;
  attribution?: NonNullable<OutcomeData["attribution"]>;
}

/** The ledger's carts with what was just decided about them. */
export function noteTold(carts: readonly LedgerCart[], outcomes: readonly Outcome[]): LedgerCart[] {
  if (outcomes.length === 0) return [...carts];
  return carts.map((cart) => {
    const own = outcomes.filter(({ data }) => data.cart_id === cart.cartId);
    return own.length === 0 ? cart : { ...cart, told: [...cart.told, ...own.map(toldOf)] };
  });
}

function toldOf({ id, type, at, alertId, endpoints, data }: Outcome): Told {
  return {
    id,
    type,
    at,
    alertId,
    endpoints: endpoints.length,
    ...(data.reason === undefined ? {} : { reason: data.reason }),
    ...(data.transaction_id === undefined ? {} : { orderId: data.transaction_id }),
    ...(data.attribution === undefined ? {} : { attribution: data.attribution }),
  };
}
