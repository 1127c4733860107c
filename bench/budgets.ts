import type { Figures } from "./figures.ts";

/** What an event may cost at most: rows written and requests to objects, in each mix. */
const BUDGETS = {
  warm: { rows: 1, requests: 0.5 },
  real: { rows: 2.5, requests: 0.8 },
} as const;

/** For each mix whether it keeps its budget, as lines for the terminal. */
export function budgetLines(measured: Record<keyof typeof BUDGETS, Figures | undefined>): string[] {
  return (["warm", "real"] as const).flatMap((mix) => {
    const { rows_written_per_event: rows = null, do_requests_per_event: requests = null } = measured[mix] ?? {};
    if (rows === null || requests === null) return [];
    const budget = BUDGETS[mix];
    const verdict = rows <= budget.rows && requests <= budget.requests ? "within" : "OVER";
    return [
      `${mix} mix: ${verdict} ${budget.rows} rows and ${budget.requests} requests an event (${rows}, ${requests})`,
    ];
  });
}
