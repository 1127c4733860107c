import { describe, expect, test } from "vitest";
import { VirtualStore } from "../../../engine/backtest/virtual-store.ts";
import { rulesOf } from "../../../engine/rules.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { CONTRACT_CASES } from "../../support/contract-cases.ts";
import { constantsOf, endOf, receiptsOf, settingsOf, wordsOf } from "../../support/contract/contract-case.ts";
import { NOON } from "../../support/shopper-events.ts";

const PACE = { start: NOON, secondMs: 1000 };

describe("under a virtual clock", () => {
  test.each(CONTRACT_CASES)("$title", (contractCase) => {
    const settings = settingsOf(contractCase, PACE);
    const seen: string[] = [];
    const store = new VirtualStore({
      store: "contract",
      rules: rulesOf(settings, constantsOf(contractCase, PACE)),
      salt: "",
      endpoints: settings.shadow ? [] : [{ id: "we_1", eventTypes: OUTCOME_TYPES }],
      punctual: false,
      onOutcome: ({ type, at, data, endpoints }) => {
        const why = data.reason ?? (type === "cart.recovered" ? data.attribution : undefined);
        const suppressed = endpoints.length === 0;
        seen.push(`${(at - NOON) / 1000} ${wordsOf({ ...data, type, at, why, suppressed })}`);
      },
    });
    for (const receipt of receiptsOf(contractCase, PACE)) {
      const { at, shopper } = receipt;
      if ("events" in receipt) {
        store.receive(
          receipt.events.map((event) => ({ shopper, event })),
          at,
        );
      } else for (const other of receipt.adopts) store.adopt(shopper, other, at);
    }
    store.runUntil(endOf(contractCase, PACE));
    expect(seen).toEqual(contractCase.outcomes);
  });
});
