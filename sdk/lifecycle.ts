/** What a page can go through. */
export interface PageHandlers {
  /** The page is hidden, and may never be seen again. */
  onHidden: () => void;
  /** The page is being left: closed, navigated away from, or frozen in the bfcache. */
  onLeft: () => void;
  /** The page came back out of the bfcache. */
  onRestored: () => void;
  /** The page is seen again. */
  onVisible: () => void;
  /** The network came back. */
  onOnline: () => void;
}

/**
 * Calls the handlers as the page lives. Never on unload or beforeunload, which would bar the page from the bfcache.
 * Safari may leave out visibilitychange when a link is followed, so both events count.
 */
export function watchPage({ onHidden, onLeft, onRestored, onVisible, onOnline }: PageHandlers): void {
  document.addEventListener("visibilitychange", () =>
    document.visibilityState === "hidden" ? onHidden() : onVisible(),
  );
  addEventListener("pagehide", onLeft);
  addEventListener("pageshow", (event) => event.persisted && onRestored());
  addEventListener("online", onOnline);
}
