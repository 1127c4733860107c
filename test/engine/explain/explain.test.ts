import { describe, expect, test } from "vitest";
import { EXPLAIN_RULES, type ExplainAnswer } from "../../../protocol/explain.ts";
import { MINUTE, NOON, add, event } from "../../support/shopper-events.ts";
import { explainAt } from "./explain-at.ts";
import { EXPLAIN_CASES, bought, late } from "./explain-cases.ts";

function decidedBy({ decision }: Pick<ExplainAnswer, "decision">): string {
  const { state, rule, until } = decision;
  if (until === null) return `${state} ${rule}`;
  const minute = (Date.parse(until) - NOON) / MINUTE;
  // Quiet hours end at 90, and at the shopper's own time within the ten minutes after.
  return `${state} ${rule} ${minute >= 90 && minute < 100 && !Number.isInteger(minute) ? "9x" : minute}`;
}

describe("explain", () => {
  test.each(EXPLAIN_CASES)("names the deciding rule: $title", ({ decided, ...situation }) => {
    const answer = explainAt(situation);
    expect(decidedBy(answer)).toBe(decided);
  });

  test.each(EXPLAIN_CASES)("shows the deciding rule among the others, in order: $title", (situation) => {
    const { decision, rules } = explainAt(situation);
    const codes = rules.map(({ rule }) => rule);
    expect(rules.find(({ rule }) => rule === decision.rule)).toMatchObject({ passes: false });
    expect(codes).toEqual(EXPLAIN_RULES.filter((rule) => codes.includes(rule)));
    expect(decision.message.length).toBeGreaterThan(10);
  });

  test.each(EXPLAIN_CASES.filter(({ decided }) => decided.startsWith("armed")))(
    "what it foretells happens: $title",
    (situation) => {
      const before = explainAt(situation);
      const until = (Date.parse(before.decision.until ?? "") - NOON) / MINUTE;
      expect(explainAt({ ...situation, minute: until - 1 / 60_000 }).alerts).toEqual(before.alerts);
      const after = explainAt({ ...situation, minute: until });
      expect(after.alerts).toHaveLength(before.alerts.length + 1);
      expect(after.alerts.at(-1)?.fired_at).toBe(before.decision.until);
    },
  );

  test("says of steps that are due together which are skipped", () => {
    const { rules } = explainAt({ settings: { ladder_minutes: [30] }, events: [add("a", 0)], minute: 10 });
    expect(rules.find(({ rule }) => rule === "skipped_step")).toMatchObject({ passes: false, steps: [1] });
  });

  test("gives the numbers with the words", () => {
    const settings = { minimum_value: 15 };
    const { rules } = explainAt({ settings, events: [add("a", 0)], minute: 10 });
    expect(rules.find(({ rule }) => rule === "below_minimum")).toMatchObject({
      value_minor: 1000,
      minimum_minor: 1500,
      currency: "USD",
      message: "The cart is worth 10.00 USD; the minimum is 15.00 USD.",
    });
    expect(rules.find(({ rule }) => rule === "cutoff")).toMatchObject({
      idle_since: "2026-11-20T12:00:00.000Z",
      cutoff_minutes: 30,
    });
  });

  test("tells of every alert why it fired and what became of it", () => {
    const events = [
      add("a", 0),
      bought(40),
      add("b", 100),
      event("purchase", 110, { ...late(140), transactionId: "o2" }),
    ];
    const { alerts } = explainAt({ events, minute: 150 });
    expect(alerts.map(({ status }) => status)).toEqual(["recovered", "retracted"]);
    expect(alerts[0]?.why).toBe(
      "Idle since 2026-11-20T12:00:00.000Z; step 1 at stage cart was due 30 min later, at 2026-11-20T12:30:00.000Z, " +
        "and fired 0 ms after that. Of 1 addressed endpoints it was attempted at 1. " +
        "Recovered by order o1 (attribution: window).",
    );
    expect(alerts[1]?.why).toMatch(/ Retracted: purchase\.$/);
  });

  test("an alert that was told names itself", () => {
    const { rules, alerts } = explainAt({ events: [add("a", 0)], minute: 31 });
    expect(rules.find(({ rule }) => rule === "already_alerted")?.alert_id).toBe(alerts[0]?.id);
  });
});
