import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import { EMPTY_ENGAGEMENT } from "../../../engine/contribution/engagement.ts";
import { type FactSources, factsOf } from "../../../engine/contribution/facts-of.ts";
import { foldEngagement } from "../../../engine/contribution/fold-engagement.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { EMPTY_LEDGER } from "../../../engine/ledger/ledger.ts";
import { compareEvents, eventRef } from "../../../engine/truth/event-order.ts";
import { foldEvent } from "../../../engine/truth/fold-event.ts";
import { EMPTY_HISTORY, History } from "../../../engine/truth/history.ts";
import { EMPTY_TRUTH } from "../../../engine/truth/truth.ts";
import { CANONICAL_EVENTS } from "../../../protocol/event-names.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, event, item, rules } from "../../support/shopper-events.ts";

// Thousands of histories: a slow machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const NAMES = [...CANONICAL_EVENTS, "identify", "like"];

const items = fc.option(
  fc.array(
    fc
      .tuple(fc.constantFrom("a", "b", "c"), fc.option(fc.integer({ min: 0, max: 5000 })), fc.option(fc.nat(3)))
      .map(([id, price, quantity]) => item(id, price, quantity)),
    { maxLength: 3 },
  ),
);

const events = fc.array(
  fc.record({
    name: fc.constantFrom(...NAMES),
    minute: fc.integer({ min: 0, max: 300 }),
    id: fc.nat(40),
    confirmed: fc.boolean(),
    items,
    session: fc.constantFrom("s1", "s2", null),
    order: fc.constantFrom("o1", "o2", null),
    delay: fc.nat(120),
  }),
  { maxLength: 30 },
);

const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
  cutoff_minutes: fc.record({
    browse: fc.constantFrom(null, 10),
    cart: fc.constantFrom(null, 15, 30),
    checkout: fc.constantFrom(null, 10),
    payment: fc.constantFrom(5, 30),
  }),
  ladder_minutes: fc.constantFrom([], [40], [30, 60]),
  idle_policy: fc.constantFrom("any_activity" as const, "cart_activity" as const),
  minimum_value: fc.constantFrom(0, 20),
  cool_off_minutes: fc.constantFrom(0, 50),
  quiet_hours: fc.constantFrom(null, { from: "13:00", to: "14:10" }),
  expire_days: fc.constantFrom(30, 0.1),
});

type Drawn = typeof events extends fc.Arbitrary<(infer One)[]> ? One : never;

function made(drawn: Drawn): ShopperEvent {
  return event(drawn.name, drawn.minute, {
    id: `m${drawn.id}`,
    trust: drawn.confirmed ? "confirmed" : "claim",
    items: drawn.items,
    sessionId: drawn.session,
    transactionId: drawn.order,
    receivedAt: NOON + (drawn.minute + drawn.delay) * MINUTE,
  });
}

/** Histories drawn for each property; together they are over 10,000. */
const RUNS = 3000;

/** One event for each id: which copy came first is an input of truth, not a matter of order. */
function distinct(drawn: readonly Drawn[]): ShopperEvent[] {
  return [...new Map(drawn.map((one) => [eventRef(made(one)), made(one)])).values()];
}

/** What the metrics are made of, for a shopper to whom nothing was sent. */
function told({ tip, events: known }: Pick<History, "tip" | "events">): FactSources {
  const own = rules();
  const engagement = foldEngagement(EMPTY_ENGAGEMENT, known, own);
  return { engagement, truth: tip, ledger: EMPTY_LEDGER, rules: own, activityThreshold: 1, heldOut: false };
}

test("the same events give the same truth and behaviour in whatever order, batches and repetitions they arrive", () => {
  const shuffled = fc.tuple(events, settings, fc.infiniteStream(fc.nat(1000)));
  fc.assert(
    fc.property(shuffled, ([drawn, changed, chance]) => {
      const all = distinct(drawn);
      const context = { rules: rules(changed), shopperHash: 7, anchors: new Set<string>() };
      let expected = EMPTY_TRUTH;
      for (const each of all.toSorted(compareEvents)) expected = foldEvent(expected, each, context);

      const history = new History(EMPTY_HISTORY);
      const draw = () => Number(chance.next().value);
      const mixed = all.map((each) => ({ each, key: draw() })).toSorted((a, b) => a.key - b.key);
      for (let from = 0; from < mixed.length;) {
        const size = 1 + (draw() % 4);
        const batch = mixed.slice(from, from + size).map(({ each }) => each);
        history.add(draw() % 3 === 0 ? [...batch, ...batch] : batch, context);
        if (draw() % 3 === 0) history.add(batch, context);
        from += size;
      }
      expect(history.tip).toEqual(expected);
      expect(history.events).toEqual(all.toSorted(compareEvents));
      expect(factsOf(told(history))).toEqual(factsOf(told({ tip: expected, events: all.toSorted(compareEvents) })));
    }),
    { numRuns: RUNS },
  );
});

test("of copies that say different things the first received counts, wherever the others come", () => {
  fc.assert(
    fc.property(events, settings, (drawn, changed) => {
      const received = drawn.map(made).toSorted((a, b) => a.receivedAt - b.receivedAt);
      const context = { rules: rules(changed), shopperHash: 7, anchors: new Set<string>() };
      const firsts = new Map<string, ShopperEvent>();
      for (const each of received) if (!firsts.has(eventRef(each))) firsts.set(eventRef(each), each);
      let expected = EMPTY_TRUTH;
      for (const each of [...firsts.values()].toSorted(compareEvents)) expected = foldEvent(expected, each, context);

      const history = new History(EMPTY_HISTORY);
      const news = received.map((each) => history.add([each], context).news[0]);
      expect(news.filter(Boolean)).toHaveLength(firsts.size);
      expect(history.tip).toEqual(expected);
    }),
    { numRuns: RUNS },
  );
});

test("a history of thousands that arrives backwards folds to the same truth", () => {
  const context = { rules: rules(), shopperHash: 7, anchors: new Set<string>() };
  const names = ["add_to_cart", "page_view", "begin_checkout", "purchase"];
  const all = Array.from({ length: 2000 }, (_, index) => event(names[index % 4] ?? "", index, { items: [item("a")] }));
  let expected = EMPTY_TRUTH;
  for (const each of all) expected = foldEvent(expected, each, context);
  const history = new History(EMPTY_HISTORY);
  for (let from = all.length; from > 0; from -= 250) history.add(all.slice(from - 250, from).toReversed(), context);
  expect(history.tip).toEqual(expected);
});

test("moving the past into the checkpoint changes nothing that follows", () => {
  fc.assert(
    fc.property(events, settings, fc.integer({ min: 0, max: 300 }), (drawn, changed, minute) => {
      const context = { rules: rules(changed), shopperHash: 7, anchors: new Set<string>() };
      const all = distinct(drawn).toSorted(compareEvents);
      const horizon = NOON + minute * MINUTE;
      const whole = new History(EMPTY_HISTORY);
      whole.add(all, context);
      const split = new History(EMPTY_HISTORY);
      split.add(
        all.filter((each) => each.at < horizon || each.at % 2 === 0),
        context,
      );
      split.forgetBefore(horizon, context);
      split.add(
        all.filter((each) => each.at >= horizon),
        context,
      );
      expect(split.tip).toEqual(whole.tip);
    }),
    { numRuns: RUNS },
  );
});

test("the ledger keeps its promises however late events arrive", () => {
  fc.assert(
    fc.property(events, settings, (drawn, changed) => {
      const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules(changed) });
      for (const each of distinct(drawn).toSorted((a, b) => a.receivedAt - b.receivedAt)) {
        shopper.receive([each], each.receivedAt);
      }
      const end = NOON + 24 * 60 * MINUTE;
      shopper.runUntil(end);
      const ids = shopper.outcomes.map((outcome) => outcome.id);
      expect(new Set(ids).size).toBe(ids.length);
      const truth = shopper.truthAt(end);
      const ended = truth.closed.filter(({ how }) => how === "purchase" || how === "emptied");
      const wrong = shopper.ledger.carts
        .flatMap(({ alerts }) => alerts)
        .filter(({ status }) => status === "standing" || status === "recovered")
        .filter(({ beganBy, firedAt }) =>
          ended.some(
            (cart) =>
              cart.closedAt <= firedAt &&
              cart.episodes.some((one) => one.beganBy === beganBy || one.anchors.includes(beganBy)),
          ),
        );
      expect(wrong).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test("when every event arrives at once the outcomes equal those of the sorted history", () => {
  fc.assert(
    fc.property(events, settings, (drawn, changed) => {
      // No event at the very moment of a deadline: what that moves did not arrive before it.
      const apart = distinct(drawn).map((each, index) => ({ ...each, at: each.at + index }));
      const all = apart.toSorted(compareEvents);
      const options = { store: "dev", shopper: "u:u1" as const, rules: rules(changed) };
      const shopper = new VirtualShopper(options);
      for (const each of all) shopper.receive([each], each.at);
      const end = NOON + 24 * 60 * MINUTE;
      shopper.runUntil(end);
      const truth = shopper.truthAt(end);
      const carts = [...truth.closed, ...(truth.cart === null ? [] : [truth.cart])];
      const due = carts.flatMap((cart) =>
        cart.episodes.flatMap((one) => one.steps.filter(({ result }) => result === "alert").map(({ dueAt }) => dueAt)),
      );
      const fired = shopper.outcomes.filter(({ type }) => type === "cart.abandoned").map(({ at }) => at);
      expect(fired.toSorted((a, b) => a - b)).toEqual(due.toSorted((a, b) => a - b));
    }),
    { numRuns: RUNS },
  );
});
