const releases: (() => void)[] = [];

/**
 * Holds the lock `name` for the page's life and calls `onHeld` once it is held. Nothing happens when another page holds
 * it: held locks are how pages know each other to be alive, without heartbeats. Resolves when it is known which of the
 * two it is. Where the browser has no locks every other page counts as dead: its events may then be sent twice, which
 * the collector undoes.
 */
export function holdIfFree(name: string, onHeld: () => void): Promise<void> {
  return new Promise((resolve) => {
    const hold = (): void => resolve(onHeld());
    if (!navigator.locks) return hold();
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve();
        hold();
        return new Promise<void>((release) => releases.push(release));
      })
      // A page that is just ending may hold nothing; its events wait in storage.
      .catch(resolve);
  });
}

/** Lets go of every lock. Called when the page is left, which may keep it frozen in the bfcache for long. */
export function releaseLocks(): void {
  for (const release of releases.splice(0)) release();
}
