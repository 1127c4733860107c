import { describe, expect, test } from "vitest";
import { ImportedIds, mergeImportedIds } from "../../../durable-objects/shopper/imported-ids.ts";
import { newState } from "../../../durable-objects/shopper/new-state.ts";
import { takeEvents } from "../../../durable-objects/shopper/take-events.ts";
import { takeImported } from "../../../durable-objects/shopper/take-imported.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";
import { add, event, item, MINUTE, NOON } from "../../support/shopper-events.ts";

const config = { settings: DEFAULT_SETTINGS, salt: "", shards: 4, endpoints: [] };
const DAY = 24 * 60;

/** A shopper whose checkpoint covers everything up to noon, four days ago. */
function settled() {
  const now = NOON + 4 * DAY * MINUTE;
  const state = newState("dev", "u:u1", "i");
  takeEvents(state, [event("view_item", 0, { items: [item("a")] })], config, now);
  expect(state.history.events).toEqual([]);
  return { state, now };
}

describe("history from before a shopper's checkpoint", () => {
  test("adds to days, counts and sales, and leaves cart, session and alerts alone", () => {
    const { state, now } = settled();
    const before = state.history.tip;
    const bought = event("purchase", -2 * DAY, { transactionId: "o1", items: [item("a", 500)] });
    const { results } = takeImported(state, [add("b", -3 * DAY), bought], config, now);
    expect(results).toEqual(["accepted", "accepted"]);
    expect(state.engagement.days).toHaveLength(3);
    expect(state.history.tip).toEqual({ ...before, orders: [expect.objectContaining({ id: "o1", valueMinor: 500 })] });
    expect(state.pending.flatMap(({ events }) => events.map(({ name }) => name))).toContain("purchase");
  });

  test("again adds nothing, also when the live events around it are long forgotten", () => {
    const { state, now } = settled();
    const history = [add("b", -3 * DAY), event("purchase", 1, { transactionId: "o1" })];
    takeImported(state, history, config, now);
    const later = now + 10 * DAY * MINUTE;
    takeEvents(state, [event("page_view", 14 * DAY)], config, later);
    expect(state.history.events).toHaveLength(1);
    const kept = JSON.stringify(state);
    expect(takeImported(state, history, config, later)).toEqual({
      results: ["duplicate", "duplicate"],
      changedFrom: Infinity,
    });
    expect(JSON.stringify(state)).toBe(kept);
  });
});

test("history in several batches folds where it belongs, whatever their order", () => {
  const now = NOON + 30 * DAY * MINUTE;
  const cart = [add("a", 0), add("b", 5), event("remove_from_cart", 10, { items: [item("a", null, null)] })];
  const inOrder = newState("dev", "u:u1", "i");
  takeImported(inOrder, cart, config, now);
  const backwards = newState("dev", "u:u1", "i");
  for (const one of cart.toReversed()) takeImported(backwards, [one], config, now + 1);
  expect(backwards.history.tip).toEqual(inOrder.history.tip);
  expect(inOrder.history.tip.cart?.lines.map(({ id }) => id)).toEqual(["b"]);
});

describe("the ids of imported events", () => {
  test("are known again after they were stored, and tell claims from confirmed events", () => {
    const ids = new ImportedIds();
    expect([ids.add({ id: "m1", trust: "claim" }), ids.add({ id: "m1", trust: "claim" })]).toEqual([true, false]);
    const loaded = new ImportedIds(ids.stored);
    expect([loaded.add({ id: "m1", trust: "claim" }), loaded.add({ id: "m1", trust: "confirmed" })]).toEqual([
      false,
      true,
    ]);
  });

  test("of two shoppers who are one are those of both, each once", () => {
    const [one, other] = [new ImportedIds(), new ImportedIds()];
    for (const id of ["a", "b"]) one.add({ id, trust: "claim" });
    for (const id of ["b", "c"]) other.add({ id, trust: "claim" });
    expect(mergeImportedIds(one.stored, other.stored)).toHaveLength(3 * 8);
    expect(mergeImportedIds(undefined, undefined)).toBeUndefined();
    expect(mergeImportedIds(one.stored, undefined)).toBe(one.stored);
  });

  test("do not collide among a hundred thousand", () => {
    const ids = new ImportedIds();
    for (let index = 0; index < 100_000; index += 1) ids.add({ id: `m-${index}`, trust: "claim" });
    expect(ids.stored).toHaveLength(800_000);
  });
});
