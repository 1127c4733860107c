/** Longest string of the page that the collector takes. */
const MAX_LENGTH = 256;

/** What every message says about the page: Segment's context fields. */
export interface PageContext {
  page: { url: string; referrer: string; title: string };
  locale: string;
  library: { name: string; version: string };
}

/** The page as it is now. */
export function pageContext(): PageContext {
  return {
    page: {
      url: location.href.slice(0, MAX_LENGTH),
      referrer: document.referrer.slice(0, MAX_LENGTH),
      title: document.title.slice(0, MAX_LENGTH),
    },
    locale: navigator.language,
    library: { name: "cartbeat.js", version: VERSION },
  };
}

/** Filled in by the build. */
declare const VERSION: string;
