import { isWorker } from "./is-worker.ts";

/**
 * Calls `onLeaving` when the page is hidden, or left (closed, navigated away from, frozen in the bfcache): it may never
 * be seen again. Calls `onBack` when it is seen (again), out of the bfcache too, or the network comes back. Never on
 * unload or beforeunload, which would bar the page from the bfcache. Safari may leave out visibilitychange when a link is
 * followed, so both events count.
 */
export function watchPage(onLeaving: (isLeft: boolean) => void, onBack: () => void): void {
  for (const name of ["visibilitychange", "pagehide", "pageshow", "online"]) {
    addEventListener(name, ({ type }) => {
      const isLeft = type === "pagehide";
      if (isLeft || isHidden()) onLeaving(isLeft);
      else onBack();
    });
  }
}

/** True while nobody sees the page. A worker is never hidden. */
export function isHidden(): boolean {
  return !isWorker() && document.hidden;
}
