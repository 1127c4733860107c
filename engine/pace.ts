/** How fast a long piece of work goes. */
export interface Pace {
  /** Done per second so far, rounded; 0 before anything can be said. */
  perSecond: number;
  /** Seconds that the rest will take at this pace, never negative; null before anything can be said. */
  secondsLeft: number | null;
  /** Whole percent, 0 to 100; of nothing everything is done. */
  percentage: number;
}

/** What is known of the work. `done` counts from `before`, what an earlier run had done already. */
export interface WorkDone {
  done: number;
  total: number;
  elapsedMs: number;
  /** Done before the clock of `elapsedMs` began to run; 0 if absent. */
  before?: number;
}

/** Tells the pace of a piece of work. More done than there was to do is all of it, not more. */
export function paceOf({ done, total, elapsedMs, before = 0 }: WorkDone): Pace {
  const own = Math.max(0, done - before);
  const perMs = elapsedMs > 0 ? own / elapsedMs : 0;
  const left = Math.max(0, total - done);
  const percentage = total > 0 ? Math.min(100, Math.max(0, Math.floor((done / total) * 100))) : 100;
  const msLeft = left === 0 ? 0 : perMs > 0 ? left / perMs : null;
  return {
    perSecond: Math.round(perMs * 1000),
    secondsLeft: msLeft === null ? null : Math.ceil(msLeft / 1000),
    percentage,
  };
}
