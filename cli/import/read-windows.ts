import type { LineProblem } from "./history-line.ts";
import type { HistoryFile } from "./read-history-file.ts";
import { type WindowEntry, windowEntry } from "./window-batches.ts";

/** A stretch of a file that is sent, and noted as done, as a whole. */
export interface HistoryWindow {
  entries: WindowEntry[];
  problems: (LineProblem & { line: number })[];
  lines: number;
  lastLine: number;
  /** Of the file, when the last line had been read. */
  bytesRead: number;
}

/**
 * The longer a window, the more of a shopper's messages travel together, and a shopper is what costs; the shorter, the
 * less is in memory, and two are: one is read while the other is sent.
 */
export const MOST_ENTRIES = 30_000;
const MOST_PROBLEMS = 10_000;
const MOST_BYTES = 24 * 1024 * 1024;

/** Reads a file in windows, from behind the line given. */
export async function* readWindows(file: HistoryFile, afterLine: number): AsyncGenerator<HistoryWindow> {
  let window = emptyWindow();
  let bytes = 0;
  for await (const each of file.lines) {
    const { line } = each;
    if (line <= afterLine) continue;
    window.lines += 1;
    window.lastLine = line;
    window.bytesRead = file.bytesRead();
    if ("problem" in each) window.problems.push({ line, ...each.problem });
    else {
      for (const message of each.messages) {
        const entry = windowEntry(line, message);
        bytes += entry.json.length;
        window.entries.push(entry);
      }
    }
    if (window.entries.length < MOST_ENTRIES && window.problems.length < MOST_PROBLEMS && bytes < MOST_BYTES) continue;
    yield window;
    window = emptyWindow();
    bytes = 0;
  }
  if (window.lines > 0) yield window;
}

function emptyWindow(): HistoryWindow {
  return { entries: [], problems: [], lines: 0, lastLine: 0, bytesRead: 0 };
}
