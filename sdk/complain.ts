let isDebug: unknown;

/** Switches debug mode. */
export function setDebug(debug: unknown): void {
  isDebug = debug;
}

/**
 * Tells the console what is of interest; nothing outside debug mode. An `Error` is what the browser threw, in a call of
 * the page or in a request; anything else is what the collector answered, refused events and their reasons included.
 */
export function complain(complaint: unknown): undefined {
  if (isDebug) console.warn("cartbeat", complaint);
}
