import { formatOfName, openHistoryFile } from "../import/read-history-file.ts";
import type { HistoryMessage } from "../import/history-line.ts";
import { eventTime } from "./event-time.ts";
import type { PastLine, PastMessage } from "./past-message.ts";
import { readRees46 } from "./read-rees46.ts";
import { rowMessage } from "./row-message.ts";

/**
 * The messages of a file in the order in which they are replayed: shop traffic as CSV and messages as NDJSON in the
 * order of the file, without holding more than a line of it; sessions of the OTTO data set, of which each line spans
 * weeks, by time. Throws CommandError for a file that cannot be read.
 */
export async function* readPast(path: string): AsyncGenerator<PastLine> {
  if (formatOfName(path) === "ndjson") yield* jsonPast(path);
  else yield* csvPast(path);
}

async function* csvPast(path: string): AsyncGenerator<PastLine> {
  for await (const row of readRees46(path)) {
    const { line } = row;
    if ("unreadable" in row) {
      yield { problem: { line, code: "unreadable_row", message: "another number of fields than the header" } };
      continue;
    }
    const at = eventTime(row.eventTime);
    if (at === null) {
      const message = "event_time is not like 2019-11-01 00:00:00 UTC";
      yield { problem: { line, code: "unreadable_time", message } };
    } else yield { line, at, shopper: row.userId, messageAt: (sentAt) => rowMessage(row, sentAt) };
  }
}

async function* jsonPast(path: string): AsyncGenerator<PastLine> {
  const { lines } = openHistoryFile({ path, format: "ndjson", columns: new Map(), timeZone: null });
  const sessions: PastMessage[] = [];
  for await (const each of lines) {
    const { line } = each;
    if ("problem" in each) {
      const { code, message } = each.problem;
      yield { problem: { line, code: code === "invalid_timestamp" ? "unreadable_time" : "unreadable_row", message } };
    } else if (each.messages.length === 1) yield* each.messages.map((message) => pastMessage(line, message));
    else for (const message of each.messages) sessions.push(pastMessage(line, message));
  }
  yield* sessions.toSorted((a, b) => a.at - b.at);
}

function pastMessage(line: number, message: HistoryMessage): PastMessage {
  const at = Date.parse(String(message["timestamp"]));
  const shopper = message.userId ?? message.anonymousId ?? "";
  return { line, at, shopper, messageAt: (sentAt) => ({ ...message, timestamp: new Date(sentAt).toISOString() }) };
}
