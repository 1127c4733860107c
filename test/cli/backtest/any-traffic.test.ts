import * as fc from "fast-check";
import { expect, test } from "vitest";
import { messageTraffic } from "../../../cli/backtest/message-traffic.ts";
import { outcomeLine } from "../../../cli/backtest/outcome-line.ts";
import { simulate } from "../../../cli/backtest/simulate.ts";
import { Tally } from "../../../engine/backtest/tally.ts";
import { VirtualStore } from "../../../engine/backtest/virtual-store.ts";
import { rulesOf } from "../../../engine/rules.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../protocol/settings.ts";
import { anyMessages } from "../../engine/normalize/any-messages.ts";
import { RECEIVED_AT } from "../../engine/normalize/normalize-one.ts";

const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
  cutoff_minutes: fc.constantFrom(DEFAULT_SETTINGS.cutoff_minutes, { browse: 5, cart: 10, checkout: 5, payment: 0 }),
  ladder_minutes: fc.constantFrom([], [20, 30]),
  minimum_value: fc.constantFrom(0, 100),
  quiet_hours: fc.constantFrom(null, { from: "00:00", to: "23:59" }),
  holdout_percent: fc.constantFrom(0, 50),
  identity_verification: fc.constantFrom("flag" as const, "enforce" as const),
  payload_traits: fc.constantFrom([], ["email"]),
});

const requests = fc.array(fc.tuple(anyMessages, fc.nat(20 * 60_000), fc.boolean()), { minLength: 3, maxLength: 12 });

test("no traffic makes it throw, and no outcome comes twice", async () => {
  await fc.assert(
    fc.asyncProperty(requests, settings, async (drawn, changed) => {
      let receivedAt = RECEIVED_AT;
      const lines = drawn.flatMap(([messages, later, confirmed]) => {
        receivedAt += later;
        return messages
          .filter((each): each is object => typeof each === "object" && each !== null && !Array.isArray(each))
          .map((each) => JSON.stringify({ ...each, receivedAt, trust: confirmed ? "confirmed" : "claim" }));
      });
      const own = { ...DEFAULT_SETTINGS, ...changed };
      const tally = new Tally();
      const ids: string[] = [];
      const store = new VirtualStore({
        store: "dev",
        rules: rulesOf(own),
        salt: "",
        endpoints: [{ id: "we_1", eventTypes: OUTCOME_TYPES }],
        punctual: false,
        onOutcome: (outcome, boughtAt) => {
          tally.add(outcome, boughtAt);
          ids.push((JSON.parse(outcomeLine(outcome, 30)) as { id: string }).id);
        },
      });
      const refused = new Map<string, number>();
      const traffic = messageTraffic(chunks(lines), { format: "messages", settings: own, refused });
      await simulate({ traffic, stores: [store], until: "endless", refused });
      expect(new Set(ids).size).toBe(ids.length);
      const figures = tally.figures();
      expect(figures.recovered + figures.retracted).toBeLessThanOrEqual(figures.alerts + figures.reversed);
    }),
    { numRuns: 300 },
  );
});

/** Lines as a file brings them: some at a time, requests cut in two. */
async function* chunks(lines: readonly string[]): AsyncGenerator<string[]> {
  for (let from = 0; from < lines.length; from += 4) yield await Promise.resolve(lines.slice(from, from + 4));
}
