import type { Outcome } from "../../engine/ledger/ledger.ts";

/** An outcome as `--outcomes` prints it: one line of JSON, with the cut-off at which it came out. */
export function outcomeLine(outcome: Outcome, cutoffMinutes: unknown): string {
  const { id, type, at, data } = outcome;
  const isOrder = type === "cart.recovered" || type === "recovery.reversed";
  const items: Record<string, number> = {};
  for (const { item_id, quantity } of data.items) items[item_id] = (items[item_id] ?? 0) + quantity;
  return JSON.stringify({
    type,
    at: new Date(at).toISOString(),
    shopper: data.shopper,
    stage: data.stage,
    step: data.step,
    episode: data.episode,
    value_minor: isOrder ? (data.order_value_minor ?? data.value_minor) : data.value_minor,
    currency: isOrder ? (data.order_currency ?? data.currency) : data.currency,
    items,
    // A payload has no room for a huge cart; its value is whole.
    ...(data.truncated ? { truncated: true } : {}),
    late: data.late,
    transaction_id: data.transaction_id ?? null,
    attribution: data.attribution ?? null,
    reason: data.reason ?? null,
    deadline: data.deadline,
    fired_at: data.fired_at,
    cart_id: data.cart_id,
    id,
    cutoff_minutes: cutoffMinutes,
  });
}
