import { isLedgerLine } from "../../protocol/ledger-line.ts";
import { LEDGER_COLUMNS } from "../ledger-columns.ts";
import type { HistoryLine, HistoryMessage } from "./history-line.ts";
import { parsedJson } from "./parsed-json.ts";
import { plainCell } from "./plain-cell.ts";

/** Cells that hold JSON, and those that are null when they are empty. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(["endpoints", "cart", "episode", "alert"]);
const NULLABLE: ReadonlySet<string> = new Set(["reason", "transaction_id", "attribution", "alert"]);

/** True for a line that an export of the ledger writes. */
export function isOfLedger(value: object): boolean {
  return isLedgerLine(value) || isAlias(value);
}

/** The message of a line of an exported ledger; its person is named as messages name theirs, so that they stay together. */
export function ledgerMessage(value: Record<string, unknown>): HistoryMessage {
  const { id, shopper, kind, previous_id: previousId } = value;
  const messageId = String(id);
  if (isAlias(value)) return { messageId, type: "alias", userId: String(shopper), previousId, trust: "confirmed" };
  const whose = kind === "user" ? { userId: String(shopper) } : { anonymousId: String(shopper) };
  return { ...value, messageId, ...whose };
}

/** True for the header of an exported ledger. */
export function isLedgerHeader(header: readonly string[]): boolean {
  return header.length === LEDGER_COLUMNS.length && LEDGER_COLUMNS.every((name, at) => header[at] === name);
}

/** The message of a row of an exported ledger. */
export function ledgerRow(cells: readonly string[], line: number): HistoryLine {
  const record: Record<string, unknown> = {};
  for (const [at, name] of LEDGER_COLUMNS.entries()) {
    const cell = plainCell(cells[at] ?? "");
    if (cell !== "") record[name] = JSON_COLUMNS.has(name) ? parsedJson(cell) : cell;
    else if (NULLABLE.has(name)) record[name] = null;
  }
  if (!isOfLedger(record)) {
    return { line, problem: { code: "invalid_message", message: "the row is no line of a ledger" } };
  }
  return { line, messages: [ledgerMessage(record)] };
}

function isAlias(value: object): boolean {
  return "type" in value && value.type === "alias" && "previous_id" in value;
}
