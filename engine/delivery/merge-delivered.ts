import { addDelivered, type Delivered } from "./fold-tabs.ts";
import type { DeliveredDay, TabCount } from "./tab-count.ts";

/** What was delivered of two shoppers who are one: a page on which one became the other is one page. */
export function mergeDelivered(user: Delivered, other: Delivered): Delivered {
  const tabs = new Map(user.tabs.map((tab) => [tab.id, tab]));
  for (const tab of other.tabs) {
    const same = tabs.get(tab.id);
    tabs.set(tab.id, same === undefined ? tab : together(same, tab));
  }
  const delivered = user.delivered.map((day): DeliveredDay => [...day]);
  for (const day of other.delivered) addDelivered(delivered, day);
  return { tabs: [...tabs.values()].toSorted((a, b) => a.lastAt - b.lastAt || (a.id < b.id ? -1 : 1)), delivered };
}

function together(one: TabCount, other: TabCount): TabCount {
  return {
    id: one.id,
    browser: one.browser,
    day: Math.min(one.day, other.day),
    lastAt: Math.max(one.lastAt, other.lastAt),
    expected: Math.max(one.expected, other.expected),
    received: one.received + other.received,
  };
}
