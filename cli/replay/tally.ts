import type { RejectionCode } from "../../protocol/ingest-answer.ts";

/** A row that was not taken, and why. */
export interface RejectedLine {
  line: number;
  /** The collector's code; `unreadable_row` and `unreadable_time` are ours: such a row is not sent. */
  code: RejectionCode | "unreadable_row" | "unreadable_time";
  message: string;
}

/** Running totals of a replay. Times are epoch milliseconds of the replay. */
export interface Tally {
  rows: number;
  sent: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** How often a batch had to be sent again. Rows stored by an attempt that failed count as duplicates then. */
  retries: number;
  /** Rejected rows of the file, the first {@link MAX_REJECTED_LINES} of them. */
  rejectedLines: RejectedLine[];
  /** Time of the newest row; null before the first. */
  newestAt: number | null;
  /** How much later than it should have been a message was sent, at worst, milliseconds: the collector was busy. */
  worstLagMs: number;
}

/** How many rejected rows are kept for the report; the others are only counted. */
const MAX_REJECTED_LINES = 1000;

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  return {
    rows: 0,
    sent: 0,
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    retries: 0,
    rejectedLines: [],
    newestAt: null,
    worstLagMs: 0,
  };
}

/** Counts a rejected row and keeps it for the report. */
export function countRejected(tally: Tally, rejected: RejectedLine): void {
  tally.rejected += 1;
  if (tally.rejectedLines.length < MAX_REJECTED_LINES) tally.rejectedLines.push(rejected);
}
