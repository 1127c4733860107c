/** Why a request was refused without having been looked at closely. */
export type RefusalReason = "key" | "address" | "new_shoppers" | "shopper" | "overload";

const counts = new Map<RefusalReason, number>();

/** Requests that this isolate refused because there were too many, by what there were too many of; at GET /metrics. */
export const refusedCounters = {
  add(reason: RefusalReason): void {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  },
  byReason: (): ReadonlyMap<RefusalReason, number> => counts,
};
