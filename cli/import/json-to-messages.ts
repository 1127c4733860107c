import { messageId } from "../replay/message-id.ts";
import type { HistoryLine, HistoryMessage } from "./history-line.ts";
import { historyTime } from "./history-time.ts";
import { isOfLedger, ledgerMessage } from "./ledger-message.ts";
import { isOttoSession, ottoMessages } from "./otto-messages.ts";

/**
 * The messages of a line of NDJSON: one of Segment's shape, which is also that of our own export, a line of an exported
 * ledger, or a session of the OTTO data set. A message without an id gets one of its line and text, so that the same
 * file again adds nothing.
 */
export function jsonToMessages(text: string, line: number, timeZone: string | null): HistoryLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, problem: { code: "invalid_json", message: "the line is not JSON" } };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { line, problem: { code: "invalid_message", message: "the line is not an object" } };
  }
  if (isOttoSession(value)) return { line, messages: ottoMessages(value, line, text) };
  const message = { ...value } as Record<string, unknown>;
  if (isOfLedger(message)) return { line, messages: [ledgerMessage(message)] };
  const { messageId: own, timestamp } = message;
  const id = typeof own === "string" || typeof own === "number" ? String(own) : messageId(line, text);
  const at = timestamp === undefined || timestamp === null ? null : historyTime(timestamp, timeZone);
  if (at === null) {
    const problem = "the time is missing or cannot be read; for times without a zone give --time-zone";
    return { line, problem: { code: "invalid_timestamp", message: problem } };
  }
  const timed: HistoryMessage = { ...message, messageId: id, timestamp: new Date(at).toISOString() };
  return { line, messages: [timed] };
}
