import { messageId } from "../replay/message-id.ts";
import type { ColumnMap, HistoryField } from "./column-map.ts";
import type { HistoryLine, HistoryMessage, LineProblem } from "./history-line.ts";
import { historyTime } from "./history-time.ts";
import { parsedJson } from "./parsed-json.ts";
import { plainCell } from "./plain-cell.ts";

/** How rows are read. */
export interface RowContext {
  columns: ColumnMap;
  /** Of times without a zone; null: they are refused. */
  timeZone: string | null;
}

/** What other shops call the events whose meaning is known. */
const EVENT_NAMES: Readonly<Record<string, string>> = { view: "view_item", cart: "add_to_cart" };
/** The same with or without a time zone to fall back upon. */
const NO_TIME: LineProblem = {
  code: "invalid_timestamp",
  message: "the time cannot be read; for times without a zone give --time-zone",
};

/**
 * The message of a row. Its id is the row's own, or made of its line and text, so that the same file again adds nothing.
 * What is wrong in a row beyond its time travels as it is: judging it is the collector's work.
 */
export function rowToMessage(fields: readonly string[], line: number, { columns, timeZone }: RowContext): HistoryLine {
  const field = (name: HistoryField): string => plainCell(fields[columns.get(name) ?? -1]?.trim() ?? "");
  const at = historyTime(field("timestamp"), timeZone);
  if (at === null) return { line, problem: NO_TIME };
  const stated = field("event");
  const event = EVENT_NAMES[stated] ?? stated;
  const message: HistoryMessage = {
    messageId: field("message_id") || messageId(line, fields.join("\u001f")),
    type: event === "identify" ? "identify" : "track",
    event,
    timestamp: new Date(at).toISOString(),
    properties: properties(field, event),
  };
  if (field("user_id") !== "") message.userId = field("user_id");
  if (field("anonymous_id") !== "") message.anonymousId = field("anonymous_id");
  if (field("session_id") !== "") message["sessionId"] = field("session_id");
  if (field("trust") === "confirmed") message["trust"] = "confirmed";
  if (field("locale") !== "") message["context"] = { locale: field("locale") };
  for (const name of ["traits", "cartbeat"] as const) {
    const told = objectOf(field(name));
    if (told !== null) message[name] = told;
  }
  return { line, messages: [message] };
}

function properties(field: (name: HistoryField) => string, event: string): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const name of ["currency", "value", "transaction_id", "cart_token", "coupon", "source", "device"] as const) {
    if (field(name) !== "") told[name] = field(name);
  }
  const listed = listOf(field("items"));
  if (listed !== null) told["items"] = listed;
  else if (field("item_id") !== "" || field("item_name") !== "") told["items"] = [item(field, event)];
  return told;
}

function item(field: (name: HistoryField) => string, event: string): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const name of ["item_id", "item_name", "item_brand", "item_category", "price", "quantity"] as const) {
    if (field(name) !== "") told[name] = field(name);
  }
  // A view states no quantity; a removal without one would take the whole line away.
  if (told["quantity"] === undefined && event !== "view_item") told["quantity"] = 1;
  return told;
}

function listOf(text: string): unknown[] | null {
  const value = text.startsWith("[") ? parsedJson(text) : null;
  return Array.isArray(value) ? value : null;
}

function objectOf(text: string): object | null {
  const value = text.startsWith("{") ? parsedJson(text) : null;
  return typeof value === "object" ? value : null;
}
