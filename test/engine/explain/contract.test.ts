import { describe, expect, test } from "vitest";
import { VirtualStore } from "../../../engine/backtest/virtual-store.ts";
import { explain } from "../../../engine/explain/explain.ts";
import { hash32 } from "../../../engine/hash.ts";
import { anchorsOf } from "../../../engine/ledger/ledger.ts";
import { rulesOf } from "../../../engine/rules.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { CONTRACT_CASES } from "../../support/contract-cases.ts";
import { type ContractCase, constantsOf, endOf, receiptsOf, settingsOf } from "../../support/contract/contract-case.ts";
import { NOON } from "../../support/shopper-events.ts";
import { explainPast } from "./explain-at.ts";

/** A second of a case is a second of the virtual clock. */
const PACE = { start: NOON, secondMs: 1000 };

/** What decides at the end of the cases in which that is not told by their last outcome. */
const DECIDED: Readonly<Record<string, string>> = {
  "a purchase before the deadline prevents the alert": "none bought",
  "a purchase without a cart is a sale and nothing else": "none no_cart",
  "removing the whole line empties the cart": "none emptied",
  "an empty snapshot empties the cart": "none emptied",
  "a stage that is switched off is not abandoned": "silent stage_off",
  "a cart expires after its alert": "none expired",
  "a cart without an alert expires in silence": "none expired",
  "the shop closes a cart": "none closed",
  "the shop mutes a cart": "silent muted",
  "browsing is not without one": "none browse_off",
  "browsing is not in a session in which a cart was emptied": "none emptied",
  "what was viewed ends with its session": "none no_cart",
  "a removal after the alert begins none": "alerted already_alerted",
  "in quiet hours an alert waits": "waiting quiet_hours",
  "quiet hours are hours of the store's own time zone": "waiting quiet_hours",
  "the store's own people are never alerted": "silent internal",
  "a program with two kinds of evidence is never alerted": "silent bot",
  "an alert to a program is taken back when that is known": "silent bot",
  "a purchase that is known in that while prevents the alert": "none bought",
  "emptying after the alert says nothing more, and a purchase then recovers nothing": "none emptied",
};

/** The cases of one shopper, and those in which shoppers become one, or do not. */
const isOfOne = (each: ContractCase) => new Set(receiptsOf(each, PACE).map(({ shopper }) => shopper)).size === 1;
const CASES = CONTRACT_CASES.filter(isOfOne);
const CASES_OF_SEVERAL = CONTRACT_CASES.filter((each) => !isOfOne(each));

const ADDRESSEE = { id: "we_1", eventTypes: OUTCOME_TYPES };
const ALERTED = { state: "alerted", rule: "already_alerted" };
/** What else may decide about one of several at the end of a case. */
const OVER: Readonly<Record<string, object>> = {
  bought: { state: "none", rule: "bought" },
  no_cart: { state: "none", rule: "no_cart" },
};

function explained(contractCase: ContractCase, now: number) {
  const settings = settingsOf(contractCase, PACE);
  const receipts = receiptsOf(contractCase, PACE);
  return explainPast({
    shopper: receipts[0]?.shopper ?? "u:u1",
    events: receipts.flatMap((receipt) => ("events" in receipt ? receipt.events : [])),
    now,
    rules: rulesOf(settings, constantsOf(contractCase, PACE)),
    shadow: settings.shadow,
  });
}

describe("explain in the cases of the contract", () => {
  test.each(CASES)("foretells at any moment what comes if nothing more is heard: $title", (contractCase) => {
    for (let now = NOON; now <= endOf(contractCase, PACE); now += 250) {
      const { answer, nextAlert } = explained(contractCase, now);
      const { until, rule } = answer.decision;
      const next = nextAlert(now + 86_400_000);
      expect({ now, at: next?.at ?? null }).toEqual({ now, at: until === null ? null : Date.parse(until) });
      expect(answer.rules.find((each) => each.rule === rule)?.passes).toBe(false);
    }
  });

  test.each(Object.entries(DECIDED))("%s: %s", (title, decided) => {
    const contractCase = CASES.find((each) => each.title === title);
    expect(contractCase?.title).toBe(title);
    if (contractCase === undefined) return;
    const { state, rule } = explained(contractCase, endOf(contractCase, PACE)).answer.decision;
    expect(`${state} ${rule}`).toBe(decided);
  });

  test.each(CASES_OF_SEVERAL)("names what decides about each of its shoppers: $title", (contractCase) => {
    const settings = settingsOf(contractCase, PACE);
    const set = rulesOf(settings, constantsOf(contractCase, PACE));
    const now = endOf(contractCase, PACE);
    const store = new VirtualStore({
      store: "dev",
      rules: set,
      salt: "",
      endpoints: [ADDRESSEE],
      punctual: false,
      onOutcome: () => {},
    });
    const receipts = receiptsOf(contractCase, PACE);
    for (const { at, shopper, ...what } of receipts) {
      if ("events" in what)
        store.receive(
          what.events.map((event) => ({ shopper, event })),
          at,
        );
      else for (const other of what.adopts) store.adopt(shopper, other, at);
    }
    store.runUntil(now);
    const homes = new Map(receipts.map(({ shopper }) => [store.homeOf(shopper).key, store.homeOf(shopper).shopper]));
    for (const [key, shopper] of homes) {
      const { ledger } = shopper;
      const answer = explain({
        store: "dev",
        shopper: key,
        ledger,
        truth: shopper.truthAt(now),
        context: { rules: set, shopperHash: hash32(key), anchors: anchorsOf(ledger) },
        now,
        lastReceivedAt: shopper.past().lastReceivedAt,
        salt: "",
        endpoints: [ADDRESSEE],
        shadow: false,
        configured: [ADDRESSEE],
        viewed: false,
      });
      const { state, rule } = answer.decision;
      expect(answer.rules.find((each) => each.rule === rule)?.passes).toBe(false);
      const alerted = ledger.carts.some(({ alerts }) => alerts.some(({ status }) => status === "standing"));
      expect({ key, state, rule }).toEqual({ key, ...(alerted ? ALERTED : OVER[rule]) });
    }
  });
});
