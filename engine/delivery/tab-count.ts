/** What came of the events of one page. */
export interface TabCount {
  id: string;
  browser: string;
  /** Day of the store's calendar on which its first event lies. */
  day: number;
  /** Time of its last event. */
  lastAt: number;
  /** The highest number seen: so many events were recorded, at least. */
  expected: number;
  /** How many different events came. */
  received: number;
}

/** Pages that nothing is expected of any more, by day and browser: [day, browser, expected, received]. */
export type DeliveredDay = [day: number, browser: string, expected: number, received: number];
