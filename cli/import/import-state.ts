import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

/** Running totals of an import. */
export interface ImportTotals {
  /** Lines that were read. */
  lines: number;
  /** Messages that were sent. */
  messages: number;
  accepted: number;
  duplicates: number;
  rejected: number;
}

/** How far an import has come: everything up to and including `line` is durable in the collector. */
export interface ImportPosition {
  line: number;
  bytesRead: number;
  totals: ImportTotals;
  /** Length of the reject file. */
  rejectBytes: number;
}

/** Nothing yet. */
export const NOT_STARTED: ImportPosition = {
  line: 0,
  bytesRead: 0,
  totals: { lines: 0, messages: 0, accepted: 0, duplicates: 0, rejected: 0 },
  rejectBytes: 0,
};

/** What makes two runs the same import: the file as it is, where it goes, how it is read. */
export function importIdentity(path: string, how: object): string {
  const { size, mtimeMs } = statSync(path);
  return JSON.stringify([resolve(path), size, mtimeMs, how]);
}

/** Where an interrupted import of the same identity stands; null when there is none. */
export function readImportState(statePath: string, identity: string): ImportPosition | null {
  try {
    const state = JSON.parse(readFileSync(statePath, "utf8")) as { identity: string; position: ImportPosition };
    return state.identity === identity ? state.position : null;
  } catch {
    // None, or not one of ours: ids make beginning anew harmless.
    return null;
  }
}

/** Notes how far an import has come. A kill in the middle leaves the note before. */
export function writeImportState(statePath: string, identity: string, position: ImportPosition): void {
  writeFileSync(`${statePath}.new`, JSON.stringify({ identity, position }));
  renameSync(`${statePath}.new`, statePath);
}

/** Forgets an import that came to its end. */
export function removeImportState(statePath: string): void {
  rmSync(statePath, { force: true });
}
