import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { mergeHistories } from "../../../engine/identity/merge-histories.ts";
import { compareEvents, eventRef } from "../../../engine/truth/event-order.ts";
import { foldEvent } from "../../../engine/truth/fold-event.ts";
import { EMPTY_HISTORY, History, type StoredHistory } from "../../../engine/truth/history.ts";
import { EMPTY_TRUTH, type Truth } from "../../../engine/truth/truth.ts";
import { MINUTE, NOON, cutoff, event, item, rules } from "../../support/shopper-events.ts";

// Thousands of histories: a slow machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const context = {
  rules: rules({ cutoff_minutes: cutoff(30), ladder_minutes: [60] }),
  shopperHash: 7,
  anchors: new Set<string>(),
};

/** What a shopper did, whose it is (guest or user), in an order of its own: times never tie. */
const doings = fc.array(
  fc.record({
    name: fc.constantFrom("add_to_cart", "begin_checkout", "purchase", "page_view", "view_cart", "order_cancelled"),
    minute: fc.integer({ min: 0, max: 600 }),
    guest: fc.boolean(),
    order: fc.constantFrom("o1", "o2", "o3", null),
    itemId: fc.constantFrom("a", "b", "c"),
  }),
  { maxLength: 24 },
);

function eventsOf(drawn: (typeof doings extends fc.Arbitrary<infer All> ? All : never)[number][]) {
  return drawn.map((one, index) => ({
    guest: one.guest,
    event: event(one.name, one.minute + index / 1000, {
      id: `m${index}`,
      items: one.name === "add_to_cart" ? [item(one.itemId)] : null,
      // An order that both named closed each one's cart while they were two; that is not undone.
      transactionId: one.order === null ? null : `${one.order}-${one.guest ? "guest" : "user"}`,
      trust: one.name === "order_cancelled" ? "confirmed" : "claim",
    }),
  }));
}

function historyOf(events: ReturnType<typeof eventsOf>, horizon: number): StoredHistory {
  const history = new History(EMPTY_HISTORY);
  history.add(
    events.map((each) => each.event),
    context,
  );
  history.forgetBefore(horizon, context);
  return { checkpoint: history.checkpoint, events: [...history.events], tip: history.tip };
}

function folded(events: ReturnType<typeof eventsOf>): Truth {
  let truth = EMPTY_TRUTH;
  for (const each of events.map((one) => one.event).toSorted(compareEvents)) truth = foldEvent(truth, each, context);
  return truth;
}

test("while no past is checkpointed, merging two histories is folding both", () => {
  fc.assert(
    fc.property(doings, (drawn) => {
      const events = eventsOf(drawn);
      const guest = historyOf(
        events.filter((each) => each.guest),
        0,
      );
      const user = historyOf(
        events.filter((each) => !each.guest),
        0,
      );
      expect(mergeHistories(user, guest, context).tip).toEqual(folded(events));
    }),
    { numRuns: 2000 },
  );
});

test("whatever was checkpointed, the merged shopper has the same open cart and orders", () => {
  fc.assert(
    fc.property(doings, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), (drawn, one, other) => {
      const events = eventsOf(drawn);
      const guest = historyOf(
        events.filter((each) => each.guest),
        NOON + one * MINUTE,
      );
      const user = historyOf(
        events.filter((each) => !each.guest),
        NOON + other * MINUTE,
      );
      const merged = mergeHistories(user, guest, context).tip;
      const expected = folded(events);
      expect(merged.cart?.lines).toEqual(expected.cart?.lines);
      expect(merged.cart?.openedBy).toBe(expected.cart?.openedBy);
      expect(orderFacts(merged)).toEqual(orderFacts(expected));
      expect(merged.lastAnyAt).toBe(expected.lastAnyAt);
    }),
    { numRuns: 2000 },
  );
});

test("of an event that both received, the copy that came first counts", () => {
  const late = event("add_to_cart", 0, { id: "same", items: [item("late")], receivedAt: NOON + 9 });
  const early = { ...late, items: [item("early")], receivedAt: NOON + 1 };
  const [a, b] = [late, early].map((each) => historyOf([{ guest: true, event: each }], 0));
  if (a === undefined || b === undefined) throw new Error("two histories");
  const merged = mergeHistories(a, b, context);
  expect(merged.events.map(eventRef)).toEqual(["c:same"]);
  expect(merged.tip.cart?.lines[0]?.id).toBe("early");
});

const orderFacts = (truth: Truth) =>
  truth.orders.map(({ id, cancelledAt }) => `${id} ${cancelledAt === null ? "counts" : "cancelled"}`).toSorted();
