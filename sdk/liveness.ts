const releases: (() => void)[] = [];

/**
 * Holds the lock `name` for the page's life and calls `onHeld` once it is held. Nothing happens when another page holds
 * it: held locks are how pages know each other to be alive, without heartbeats. Where the browser has no locks every
 * other page counts as dead: its events may then be sent twice, which the collector undoes.
 */
export function holdIfFree(name: string, onHeld: () => void): void {
  if (!navigator.locks) return onHeld();
  navigator.locks
    .request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return undefined;
      onHeld();
      return new Promise<void>((resolve) => releases.push(resolve));
    })
    // A page that is just ending may hold nothing; its events wait in storage.
    .catch(() => {});
}

/** Lets go of every lock. Called when the page is left, which may keep it frozen in the bfcache for long. */
export function releaseLocks(): void {
  for (const release of releases.splice(0)) release();
}
