import type { ShopperEvent } from "../event.ts";
import type { DeliveredDay, TabCount } from "./tab-count.ts";
import { tabMarkOf } from "./tab-mark.ts";

/** A page that recorded nothing for this long is put together with the others of its day. */
const TAB_IDLE_MS = 3_600_000;
/** The last so many pages are never put together: one of them may be looked at again after days. */
const KEPT_TABS = 8;
const DAY_MS = 86_400_000;

/** What is known of how a shopper's events were delivered. */
export interface Delivered {
  /** Pages that may still record something, in the order of their last events. */
  tabs: TabCount[];
  delivered: DeliveredDay[];
}

/**
 * Counts an event of a numbered page. Events come in the order of truth, each once, so that arrival does not matter.
 * `keepMs` is how long a day stays known: until nobody asks the shopper for it any more.
 */
export function foldTabs(known: Delivered, event: ShopperEvent, day: number, keepMs: number): void {
  const mark = tabMarkOf(event);
  if (mark === null) return;
  const { tabs } = known;
  const at = tabs.findLastIndex(({ id }) => id === mark.id);
  const tab: TabCount = tabs[at] ?? { ...mark, day, lastAt: event.at, expected: 0, received: 0 };
  if (at !== -1) tabs.splice(at, 1);
  tabs.push({
    id: tab.id,
    browser: tab.browser,
    day: tab.day,
    lastAt: event.at,
    expected: Math.max(tab.expected, mark.seq),
    received: tab.received + 1,
  });
  while (tabs.length > KEPT_TABS && (tabs[0]?.lastAt ?? Infinity) < event.at - TAB_IDLE_MS) seal(known);
  const first = day - Math.ceil(keepMs / DAY_MS);
  if ((known.delivered[0]?.[0] ?? first) < first) known.delivered = known.delivered.filter(([of]) => of >= first);
}

function seal({ tabs, delivered }: Delivered): void {
  const tab = tabs.shift();
  if (tab !== undefined) addDelivered(delivered, [tab.day, tab.browser, tab.expected, tab.received]);
}

/** Adds to a day and browser. The list stays in the order of its days. */
export function addDelivered(delivered: DeliveredDay[], [day, browser, expected, received]: DeliveredDay): void {
  const known = delivered.find((other) => other[0] === day && other[1] === browser);
  if (known === undefined) {
    delivered.push([day, browser, expected, received]);
    delivered.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
    return;
  }
  known[2] += expected;
  known[3] += received;
}
