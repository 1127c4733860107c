const releaseOf = new Map<string, () => void>();

/**
 * Holds the lock `name` until `endLife`; resolves to something true when this page holds it, false when another one does. Held
 * locks are how pages know each other to be alive, without heartbeats. Where the browser has no locks every other page
 * counts as dead: its events may then be sent twice, which the collector undoes.
 */
export async function holdLock(name: string): Promise<unknown> {
  return (
    releaseOf.has(name) ||
    !navigator.locks ||
    new Promise((resolve) => {
      navigator.locks
        .request(name, { ifAvailable: true }, (lock) => {
          resolve(lock);
          return lock && new Promise<void>((release) => releaseOf.set(name, release));
        })
        // As where there are none.
        .catch(resolve);
    })
  );
}

/** Lets go of every lock. Called when the page is left, which may keep it frozen in the bfcache for long. */
export function releaseLocks(): void {
  releaseOf.forEach((release) => release());
  releaseOf.clear();
}
