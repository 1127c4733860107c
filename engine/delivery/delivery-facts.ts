import type { Fact } from "../contribution/fact.ts";
import { startOfDay } from "../metrics/day-range.ts";
import { addDelivered, type Delivered } from "./fold-tabs.ts";
import type { DeliveredDay } from "./tab-count.ts";

/** A day's events by browser, as they were numbered and as they came: [start of the day, [browser, expected, received]…]. */
export type DeliveryFact = [at: number, ...browsers: [browser: string, expected: number, received: number][]];

/** What a shopper contributes to the loss of events: a part for each day, `v:{day}`. */
export function deliveryFacts({ tabs, delivered }: Delivered, timeZone: string): Fact[] {
  const all = delivered.map((day): DeliveredDay => [...day]);
  for (const { day, browser, expected, received } of tabs) addDelivered(all, [day, browser, expected, received]);
  return Array.from(
    Map.groupBy(all, ([day]) => day),
    ([day, browsers]) => {
      const at = startOfDay(day, timeZone);
      const value: DeliveryFact = [at, ...browsers.map(([, ...counts]) => counts)];
      return { key: `v:${day}`, at, value };
    },
  );
}
