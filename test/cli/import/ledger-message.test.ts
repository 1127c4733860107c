import { describe, expect, test } from "vitest";
import { csvLine } from "../../../cli/export/csv-line.ts";
import { isLedgerHeader, isOfLedger, ledgerMessage, ledgerRow } from "../../../cli/import/ledger-message.ts";
import { jsonToMessages } from "../../../cli/import/json-to-messages.ts";
import { LEDGER_COLUMNS } from "../../../cli/ledger-columns.ts";

const OUTCOME = {
  type: "cart.recovered",
  id: "c_1-recovered-o1",
  at: "2026-11-20T10:00:00.000Z",
  cart_id: "c_1",
  alert_id: "c_1-1-abandoned-1",
  endpoints: 2,
  reason: null,
  transaction_id: "=o1",
  attribution: "window",
  cart: { owner: "u:ann", recoveries: [] },
  shopper: "ann",
  kind: "user",
  status: "recovered",
  episode: { firedAt: 1 },
  alert: null,
};

describe("a line of an exported ledger", () => {
  test("travels as it is, named by its person, so that it stays with the person's other lines", () => {
    expect(jsonToMessages(JSON.stringify(OUTCOME), 7, null)).toEqual({
      line: 7,
      messages: [{ ...OUTCOME, messageId: OUTCOME.id, userId: "ann" }],
    });
    expect(ledgerMessage({ ...OUTCOME, kind: "anonymous" })).toMatchObject({ anonymousId: "ann" });
  });

  test("of an alias is the alias that the shop's server had sent", () => {
    const alias = { type: "alias", id: "alias old", shopper: "new", kind: "user", previous_id: "old" };
    expect(isOfLedger(alias)).toBe(true);
    expect(ledgerMessage(alias)).toEqual({
      messageId: "alias old",
      type: "alias",
      userId: "new",
      previousId: "old",
      trust: "confirmed",
    });
    expect(isOfLedger({ type: "alias", userId: "new", previousId: "old" })).toBe(false);
  });

  test("as a row of CSV is the same again", () => {
    const cells = LEDGER_COLUMNS.map((name) => {
      const value = (OUTCOME as Record<string, unknown>)[name];
      return value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
    });
    expect(isLedgerHeader([...LEDGER_COLUMNS])).toBe(true);
    expect(csvLine(cells)).toContain(",'=o1,");
    const row = ledgerRow(
      cells.map((cell) => (cell === "=o1" ? "'=o1" : cell)),
      2,
    );
    expect(row).toEqual({ line: 2, messages: [{ ...OUTCOME, messageId: OUTCOME.id, userId: "ann" }] });
  });

  test("of CSV that tells nothing of a ledger is a problem of that row alone", () => {
    expect(ledgerRow(["x", "add_to_cart"], 3)).toMatchObject({ line: 3, problem: { code: "invalid_message" } });
  });
});
