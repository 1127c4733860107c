import { FUNNEL_BASE, FUNNEL_STEPS } from "../contribution/funnel-step.ts";

/** Which shoppers a funnel counts, and for what. Times are epoch milliseconds. */
export interface FunnelQuestion {
  /** Who enters within [from, to). */
  from: number;
  to: number;
  /** What is done within so long after the entry counts, also past `to`; null: what is done before `to`. */
  windowMs: number | null;
  /** `reached`: any event of a step. `ordered`: each step at or after the one before, from a view on. */
  mode: "reached" | "ordered";
}

/** Adds to the number of shoppers by step those steps that a shopper reaches. `steps` are packed and ascending. */
export function addReach(reached: number[], steps: readonly number[], question: FunnelQuestion): void {
  const ordered = question.mode === "ordered";
  let wanted = 0;
  let end = question.to;
  let entered = false;
  let seen = 0;
  for (const packed of steps) {
    const at = Math.floor(packed / FUNNEL_BASE);
    const step = packed % FUNNEL_BASE;
    if (at < question.from) continue;
    if (!entered) {
      if (at >= question.to) return;
      if (ordered && step !== 0) continue;
      entered = true;
      if (question.windowMs !== null) end = at + question.windowMs + 1;
    }
    if (at >= end) return;
    if (ordered) {
      if (step !== wanted) continue;
      reached[step] = (reached[step] ?? 0) + 1;
      wanted += 1;
      if (wanted === FUNNEL_STEPS.length) return;
    } else if ((seen & (1 << step)) === 0) {
      seen |= 1 << step;
      reached[step] = (reached[step] ?? 0) + 1;
    }
  }
}
