import { isWorker } from "./is-worker.ts";

/** What every message says about the page: Segment's context fields. */
export interface PageContext {
  /** Absent in a worker. */
  page: { url: string; referrer: string; title: string } | undefined;
  locale: string;
  library: { name: string; version: string };
  /** True when the browser says that a program drives it. */
  automation: true | undefined;
}

/** The page as it is now. */
export function pageContext(): PageContext {
  return {
    page: isWorker() ? undefined : { url: location.href, referrer: document.referrer, title: document.title },
    locale: navigator.language,
    library: { name: "cartbeat", version: VERSION },
    automation: navigator.webdriver || undefined,
  };
}
