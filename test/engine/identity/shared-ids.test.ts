import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { VirtualStore } from "../../../engine/backtest/virtual-store.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { MINUTE, NOON, event, item, rules } from "../../support/shopper-events.ts";

// Thousands of histories: a slow machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

/** What happens with one anonymous id: somebody adds without a name, or a user comes with it. */
const doings = fc.array(
  fc.record({
    user: fc.constantFrom(null, "u1", "u2", "u3"),
    name: fc.constantFrom("identify", "page_view"),
  }),
  { maxLength: 14 },
);

type Doing = typeof doings extends fc.Arbitrary<(infer One)[]> ? One : never;

/** Whose each add without a name is, told from the whole list: the last claim before it decides. */
function ownersOf(list: readonly Doing[]): string[] {
  const first = list.find(({ user }) => user !== null)?.user ?? null;
  const sharedFrom = list.findIndex(({ user }) => user !== null && user !== first);
  return list.flatMap(({ user }, index) => {
    if (user !== null) return [];
    if (sharedFrom === -1 || index < sharedFrom) return [first ?? "g1"];
    const claims = list.filter((one, position) => {
      if (one.user === null || position <= sharedFrom || position > index) return false;
      const since = list.slice(sharedFrom, position).findLastIndex((other) => other.user === one.user);
      const others = since === -1 ? list.slice(0, position) : list.slice(sharedFrom + since + 1, position);
      return one.name === "identify" || since === -1 || others.some((other) => other.user !== one.user);
    });
    return [claims.at(-1)?.user ?? "g1"];
  });
}

test("an id is its first user's; once shared, whoever identifies next gets what comes from then on", () => {
  fc.assert(
    fc.property(doings, (list) => {
      const seen = new Map<string, string>();
      const store = new VirtualStore({
        store: "dev",
        rules: rules(),
        salt: "",
        endpoints: [{ id: "we_1", eventTypes: OUTCOME_TYPES }],
        punctual: false,
        onOutcome: ({ data }) => {
          for (const { item_id } of data.items) seen.set(item_id, data.shopper);
        },
      });
      for (const [index, { user, name }] of list.entries()) {
        const who = { userId: user, anonymousId: "g1" };
        const made = user === null ? event("add_to_cart", index, { ...who, items: [item(`i${index}`)] }) : null;
        const shopper: ShopperKey = user === null ? "a:g1" : `u:${user}`;
        const at = NOON + index * MINUTE;
        store.receive([{ shopper, event: made ?? event(name, index, who) }], at);
      }
      store.runUntil(Infinity);
      const owners = list.flatMap(({ user }, index) => (user === null ? [seen.get(`i${index}`)] : []));
      expect(owners).toEqual(ownersOf(list));
    }),
    { numRuns: 1000 },
  );
});
