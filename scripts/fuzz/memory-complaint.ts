/** By then every route has seen every kind of request, and the runtime's heap has come to its size. */
const SETTLED_AFTER = 10_000;
const MAX_GROWTH_MB = 100;
/** A run too short to settle may need no more than a small machine has. */
const MAX_UNSETTLED_MB = 512;

/**
 * What is wrong with the resident memory, MB, that was measured after each fifth of so many requests and at the end; null
 * if nothing is. A long run must stay what it was when it had settled, a short one below a limit.
 */
export function memoryComplaint(memoryMb: readonly (number | null)[], requests: number): string | null {
  const known = memoryMb.map((megabytes) => megabytes ?? 0);
  // Enough of the run must be left to tell a leak from a heap that is on its way to its size.
  const settledAt = known.slice(0, 3).findIndex((_, index) => ((index + 1) * requests) / 5 >= SETTLED_AFTER);
  const settled = known[settledAt];
  const limit = settled === undefined ? MAX_UNSETTLED_MB : settled + MAX_GROWTH_MB;
  const later = known.slice(settledAt + 1);
  return Math.max(...later) > limit ? `${later.join(", ")} MB, more than ${limit} MB` : null;
}
