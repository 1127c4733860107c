import { eventTime } from "./event-time.ts";
import type { UnreadableRow } from "./read-rees46.ts";
import { rebase, type TimeBase } from "./rebase.ts";
import type { Rees46Row } from "./rees46-row.ts";
import type { ReplayMessage } from "./replay-message.ts";
import { rowMessage } from "./row-message.ts";
import { countRejected, type Tally } from "./tally.ts";

/** How the rows of a file become messages. */
export interface ReplayTiming {
  speed: number;
  /** Answers the time that the first row gets, epoch milliseconds; asked once, when that row has been read. */
  startAt: () => number;
}

/**
 * Turns the rows of a file into messages at their new times, in the order of the file. Rows without a readable time or
 * shape are counted in the tally and left out.
 */
export async function* replayMessages(
  rows: AsyncIterable<Rees46Row | UnreadableRow>,
  timing: ReplayTiming,
  tally: Tally,
): AsyncGenerator<ReplayMessage> {
  let base: TimeBase | null = null;
  for await (const row of rows) {
    tally.rows += 1;
    if ("unreadable" in row) {
      countRejected(tally, {
        line: row.line,
        code: "unreadable_row",
        message: "another number of fields than the header",
      });
      continue;
    }
    const rowAt = eventTime(row.eventTime);
    if (rowAt === null) {
      const message = "event_time is not like 2019-11-01 00:00:00 UTC";
      countRejected(tally, { line: row.line, code: "unreadable_time", message });
      continue;
    }
    base ??= { start: timing.startAt(), origin: rowAt, speed: timing.speed };
    const at = rebase(base, rowAt);
    tally.newestAt = Math.max(tally.newestAt ?? at, at);
    yield { line: row.line, at, shopper: row.userId, message: rowMessage(row, at) };
  }
}
