import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { OwnerAccess } from "../collector/owner-request.ts";
import { CommandError } from "../command-error.ts";
import { csvLine } from "./csv-line.ts";
import { type EventFilters, type ExportRecord, type ExportTable, TABLE_SOURCES } from "./export-tables.ts";

/** What to export, and to where. */
export interface ExportOptions {
  table: ExportTable;
  filters: EventFilters;
  access: OwnerAccess;
  /** Packed if it ends in `.gz`. */
  path: string;
  format: "ndjson" | "csv";
  signal: AbortSignal;
}

/**
 * Writes a table to a file, never holding more than a page of it, and answers how many rows it has. Throws
 * {@link CommandError} for what a person can put right.
 */
export async function exportToFile(options: ExportOptions): Promise<number> {
  const { path, signal } = options;
  let rows = 0;
  const lines = Readable.from(linesOf(options, () => (rows += 1)));
  const file = createWriteStream(path);
  try {
    if (path.endsWith(".gz")) await pipeline(lines, createGzip(), file, { signal });
    else await pipeline(lines, file, { signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error) || error instanceof CommandError || !("syscall" in error)) throw error;
    throw new CommandError(`${path} cannot be written: ${error.message}`);
  }
  return rows;
}

async function* linesOf({ table, filters, access, format }: ExportOptions, onRow: () => void): AsyncGenerator<string> {
  const { columns, rows, flat } = TABLE_SOURCES[table];
  if (format === "csv") yield csvLine(columns);
  for await (const record of rows(access, filters)) {
    onRow();
    const row = format === "csv" ? (flat?.(record) ?? record) : record;
    yield format === "csv" ? csvLine(columns.map((column) => cell(row, column))) : `${JSON.stringify(row)}\n`;
  }
}

function cell(record: ExportRecord, column: string): string {
  const value = record[column];
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
