import type { KeyStore } from "./key-store.ts";

/** How a page wants to be watched. */
export interface Options {
  /** The store's public key, `wk_…`. */
  writeKey: string;
  /** Origin of the collector. For the script tag the default is where the script came from. */
  endpoint: string;
  /** `required`: nothing is stored or sent before `consent("granted")`. */
  consent?: "required";
  /** True: everything stays in memory and ends with the page. */
  cookieless?: boolean | string;
  /** True: record in spite of the browser's Global Privacy Control. Ask your lawyer first. */
  ignoreGpc?: boolean | string;
  /** True: the console hears what goes wrong, as `Complaint`s. */
  debug?: boolean | string;
  /** In place of localStorage, where there is none. */
  storage?: KeyStore;
  /** In place of `Date.now`. */
  now?: () => number;
  /** Fields for the context of every message, such as the `page` of a worker that has no document. */
  context?: () => Record<string, unknown>;
}
