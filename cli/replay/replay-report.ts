import type { AlertSummary } from "./alert-summary.ts";
import type { Tally } from "./tally.ts";

const NOTABLE_LAG_MS = 1000;
const SHOWN_REJECTED_LINES = 20;

/** The lines about what was sent and what the collector answered. */
export function sentReport(tally: Tally): string[] {
  const { rows, sent, accepted, duplicates, rejected } = tally;
  const lines = [
    `rows ${count(rows)}, sent ${count(sent)}: accepted ${count(accepted)}, ` +
      `duplicates ${count(duplicates)}, rejected ${count(rejected)}`,
  ];
  if (tally.retries > 0) {
    lines.push(`sent again ${count(tally.retries)} times; what an earlier attempt had stored counts as duplicates`);
  }
  if (tally.worstLagMs > NOTABLE_LAG_MS) {
    lines.push(
      `the collector was busy: events arrived up to ${(tally.worstLagMs / 1000).toFixed(1)} s late, ` +
        "and alerts may differ when that is near the cut-off; a lower --speed helps",
    );
  }
  for (const { line, code, message } of tally.rejectedLines.slice(0, SHOWN_REJECTED_LINES)) {
    lines.push(`rejected line ${line}: ${code} (${message})`);
  }
  if (rejected > SHOWN_REJECTED_LINES)
    lines.push(`… and ${count(rejected - SHOWN_REJECTED_LINES)} more rejected lines`);
  return lines;
}

/** The lines about the alerts; `final` is false at the end of the file, while later deadlines are still open. */
export function alertReport(summary: AlertSummary, final: boolean): string[] {
  if (!final) return [`alerts by end of file: ${count(summary.byEndOfFile)}`];
  const lines = [
    `alerts by end of file: ${count(summary.byEndOfFile)}, in all: ${count(summary.total)}`,
    `each verified (${count(summary.refused)} bad signatures), ` +
      (summary.doubled.length === 0 ? "none twice" : `${count(summary.doubled.length)} TOLD TWICE`) +
      ` (${count(summary.redeliveries)} redeliveries under the same id)`,
    `recovered: ${count(summary.recovered)}, retracted: ${count(summary.retracted)}`,
  ];
  if (summary.delayMs !== null) {
    lines.push(
      `fired after the deadline by ${summary.delayMs.median} ms (median), ${summary.delayMs.worst} ms (worst)`,
    );
  }
  if (summary.others > 0) lines.push(`not counted: ${count(summary.others)} alerts about shoppers not in the file`);
  return lines.concat(summary.doubled.map((id) => `told twice: ${id}`));
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
