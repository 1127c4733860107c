import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type SessionClaim, droppedParts } from "../../../engine/contribution/session-claim.ts";

const GAP = 30;

/** The sessions of one shopper: runs of activity with gaps under 30. */
function partsOf(times: readonly number[], internal: boolean): SessionClaim[] {
  const parts: SessionClaim[] = [];
  for (const at of times.toSorted((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last !== undefined && at < last.to) {
      last.to = at + GAP;
      last.totals["like"] = (last.totals["like"] ?? 0) + 1;
    } else parts.push({ from: at, to: at + GAP, internal, totals: { like: 1 } });
  }
  return parts;
}

/** Events of everybody in one row, cut where nobody was active for 30: those of others in a run with an internal user. */
function droppedEvents(shoppers: readonly { times: number[]; internal: boolean }[]): number {
  const events = shoppers.flatMap(({ times, internal }) => times.map((at) => ({ at, internal })));
  let dropped = 0;
  let run: typeof events = [];
  const close = (): void => {
    if (run.some(({ internal }) => internal)) dropped += run.filter(({ internal }) => !internal).length;
    run = [];
  };
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    const last = run.at(-1);
    if (last !== undefined && event.at - last.at >= GAP) close();
    run.push(event);
  }
  close();
  return dropped;
}

test("a session shared with an internal user is dropped as long as somebody was active in it, and no other one", () => {
  const shopper = fc.record({
    times: fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 }),
    internal: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(shopper, { maxLength: 5 }), (shoppers) => {
      const claims = shoppers.flatMap(({ times, internal }) => partsOf(times, internal));
      const dropped = droppedParts(claims).reduce((sum, { totals }) => sum + (totals["like"] ?? 0), 0);
      expect(dropped).toBe(droppedEvents(shoppers));
    }),
  );
});
