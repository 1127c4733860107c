const HALF_OF_FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Milliseconds to wait after the given number of failures in a row: exponential with full jitter, so that the shoppers
 * of a shop do not come back all at once. `chance` is in [0, 1).
 */
export function backoffMs(failures: number, chance: number): number {
  return chance * Math.min(LONGEST_PAUSE_MS, HALF_OF_FIRST_PAUSE_MS * 2 ** failures);
}
