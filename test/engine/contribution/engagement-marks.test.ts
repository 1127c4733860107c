import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY_ENGAGEMENT } from "../../../engine/contribution/engagement.ts";
import { EngagementMarks } from "../../../engine/contribution/engagement-marks.ts";
import { foldEngagement } from "../../../engine/contribution/fold-engagement.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { rulesOf } from "../../../engine/rules.ts";
import { compareEvents } from "../../../engine/truth/event-order.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";
import { event, item } from "../../support/shopper-events.ts";

const rules = rulesOf(DEFAULT_SETTINGS);
const NAMES = ["view_item", "add_to_cart", "purchase", "session_end", "like"];

const eventAt = (minute: number, name: string): ShopperEvent =>
  event(name, minute, { sessionId: `s-${Math.floor(minute / 50)}`, items: [item("a")], transactionId: `t-${minute}` });

test("whatever comes late, and whatever the checkpoint takes: the fold is that of all events", () => {
  const arrival = fc.record({ minute: fc.nat(4000), name: fc.constantFrom(...NAMES) });
  const parcels = fc.array(fc.array(arrival, { minLength: 1, maxLength: 150 }), { maxLength: 8, size: "max" });
  fc.assert(
    fc.property(parcels, fc.nat(7), (arriving, forgetAt) => {
      const marks = new EngagementMarks();
      let base = EMPTY_ENGAGEMENT;
      let events: ShopperEvent[] = [];
      for (const [index, parcel] of arriving.entries()) {
        events = [...events, ...parcel.map(({ minute, name }) => eventAt(minute, name))].toSorted(compareEvents);
        expect(marks.fold(base, events, rules)).toEqual(foldEngagement(base, events, rules));
        if (index !== forgetAt) continue;
        base = foldEngagement(base, events.slice(0, 20), rules);
        events = events.slice(20);
      }
    }),
    { numRuns: 40 },
  );
});

test("five thousand events in order are folded once each, and a late one refolds no more than a stride and what follows", () => {
  const marks = new EngagementMarks();
  const events: ShopperEvent[] = [];
  for (let minute = 0; minute < 5000; minute += 5) {
    for (let more = 0; more < 5; more += 1) events.push(eventAt(minute + more, "like"));
    marks.fold(EMPTY_ENGAGEMENT, events, rules);
  }
  expect(marks.folded).toBe(5000);
  marks.fold(EMPTY_ENGAGEMENT, events, rules);
  expect(marks.folded).toBe(5000);
  events.splice(4990, 0, eventAt(4990, "comment"));
  marks.fold(EMPTY_ENGAGEMENT, events, rules);
  expect(marks.folded).toBeLessThanOrEqual(5000 + 256);
});
