import { statSync } from "node:fs";
import type { OwnerAccess } from "../collector/owner-request.ts";
import type { PostTarget } from "../collector/post-messages.ts";
import { readSettings } from "../collector/store-cutoff.ts";
import type { ProgressOutput } from "../progress.ts";
import { startRateProgress } from "../rate-progress.ts";
import { readFailure } from "../read-failure.ts";
import { bytesText } from "./bytes-text.ts";
import {
  type ImportPosition,
  NOT_STARTED,
  importIdentity,
  readImportState,
  removeImportState,
  writeImportState,
} from "./import-state.ts";
import { type HistoryFileOptions, openHistoryFile } from "./read-history-file.ts";
import { readAhead } from "./read-ahead.ts";
import { RejectFile } from "./reject-file.ts";
import { sendWindow } from "./send-window.ts";
import { type HistoryWindow, readWindows } from "./read-windows.ts";

/** What to import, and where to. */
export interface ImportOptions {
  file: HistoryFileOptions;
  access: OwnerAccess;
  rejectPath: string;
  statePath: string;
  signal: AbortSignal;
  output: ProgressOutput;
}

/**
 * Imports a file of history into a collector and answers the totals. An import that was interrupted goes on where it
 * stood; what had been sent since the last note is sent again, and is known there by its ids. Throws CommandError for
 * what a person can put right.
 */
export async function importFile(options: ImportOptions): Promise<ImportPosition["totals"]> {
  const { file, access, statePath, signal, output } = options;
  const total = sizeOf(file.path);
  await readSettings(access);
  const identity = importIdentity(file.path, [access.url, file.format, [...file.columns], file.timeZone]);
  const known = readImportState(statePath, identity);
  if (known !== null) output.print(`Going on behind line ${known.line.toLocaleString("en-US")}.`);
  let position = known ?? NOT_STARTED;
  const rejects = new RejectFile(options.rejectPath, position.rejectBytes);
  const work = { label: "import", total, amount: bytesText, before: position.bytesRead, now: () => Date.now() };
  const progress = startRateProgress(work, output);
  const target: PostTarget = { url: access.url, signal, onLongPause: (why) => output.print(`${why}; trying again`) };
  try {
    for await (const window of readAhead(readWindows(openHistoryFile(file), position.line))) {
      const { bytesRead } = position;
      const perMessage = (window.bytesRead - bytesRead) / window.entries.length;
      const onSent = (messages: number) => progress.update(bytesRead + Math.floor(messages * perMessage));
      const sent = await sendWindow(window.entries, target, access.secretKey, onSent);
      for (const { line, ...problem } of [...window.problems, ...sent.rejected].toSorted((a, b) => a.line - b.line)) {
        rejects.add(line, problem);
      }
      position = advanced(position, window, { ...sent, rejectBytes: rejects.bytes });
      writeImportState(statePath, identity, position);
      progress.update(position.bytesRead);
    }
    removeImportState(statePath);
    return position.totals;
  } finally {
    rejects.close();
    progress.stop();
  }
}

function advanced(
  { totals }: ImportPosition,
  window: HistoryWindow,
  sent: { accepted: number; duplicates: number; rejected: readonly unknown[]; rejectBytes: number },
): ImportPosition {
  return {
    line: window.lastLine,
    bytesRead: window.bytesRead,
    rejectBytes: sent.rejectBytes,
    totals: {
      lines: totals.lines + window.lines,
      messages: totals.messages + window.entries.length,
      accepted: totals.accepted + sent.accepted,
      duplicates: totals.duplicates + sent.duplicates,
      rejected: totals.rejected + window.problems.length + sent.rejected.length,
    },
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch (error) {
    throw readFailure(path, error);
  }
}
