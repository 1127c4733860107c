import { createReadStream, type ReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { CommandError } from "../command-error.ts";
import { readFailure } from "../read-failure.ts";
import { type HistoryField, columnMap } from "./column-map.ts";
import type { HistoryLine } from "./history-line.ts";
import { isLedgerHeader, ledgerRow } from "./ledger-message.ts";
import { jsonToMessages } from "./json-to-messages.ts";
import { rowToMessage, type RowContext } from "./row-to-message.ts";

/** The kinds of file that are understood. */
export const HISTORY_FORMATS = ["csv", "ndjson"] as const;

/** One of the kinds. */
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

/** How a file is read. */
export interface HistoryFileOptions {
  path: string;
  format: HistoryFormat;
  /** Columns that are called otherwise; CSV only. */
  columns: ReadonlyMap<HistoryField, string>;
  timeZone: string | null;
}

/** A file that is being read. */
export interface HistoryFile {
  lines: AsyncIterable<HistoryLine>;
  /** Bytes of the file, packed as it is, that were read so far. */
  bytesRead(): number;
}

/** The format that a file's name says: csv or ndjson (also jsonl), with or without `.gz`. Null when it says nothing. */
export function formatOfName(path: string): HistoryFormat | null {
  if (/\.csv(\.gz)?$/i.test(path)) return "csv";
  return /\.(ndjson|jsonl|json)(\.gz)?$/i.test(path) ? "ndjson" : null;
}

/**
 * Opens a file of history; it is read line by line as it is asked for, never the whole of it, and unpacked on the way
 * if it ends in `.gz`. Reading throws {@link CommandError} for a file that cannot be read.
 */
export function openHistoryFile(options: HistoryFileOptions): HistoryFile {
  const file = createReadStream(options.path);
  const lines = options.format === "csv" ? csvLines(file, options) : jsonLines(file, options);
  return { lines, bytesRead: () => file.bytesRead };
}

async function* csvLines(file: ReadStream, options: HistoryFileOptions): AsyncGenerator<HistoryLine> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  unpacked(file, options.path)
    .on("error", (error) => parser.destroy(error))
    .pipe(parser);
  let context: RowContext | null = null;
  let columns = 0;
  let ofLedger = false;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (context === null && !ofLedger && isLedgerHeader(record)) {
        ofLedger = true;
        columns = record.length;
      } else if (context === null && !ofLedger) {
        context = { columns: columnMap(record, options.columns), timeZone: options.timeZone };
        columns = record.length;
      } else if (record.length !== columns) {
        const problem = { code: "unreadable_row", message: "another number of fields than the header" };
        yield { line: info.lines, problem };
      } else yield context === null ? ledgerRow(record, info.lines) : rowToMessage(record, info.lines, context);
    }
  } catch (error) {
    throw readFailure(options.path, error);
  } finally {
    file.destroy();
  }
  if (context === null && !ofLedger) throw new CommandError(`${options.path} is empty.`);
}

async function* jsonLines(file: ReadStream, { path, timeZone }: HistoryFileOptions): AsyncGenerator<HistoryLine> {
  const input = unpacked(file, path);
  let failure: unknown = null;
  const reader = createInterface({ input, crlfDelay: Infinity });
  input.on("error", (error) => {
    failure = error;
    reader.close();
  });
  let number = 0;
  try {
    for await (const text of reader) {
      number += 1;
      if (text.trim() !== "") yield jsonToMessages(number === 1 ? text.replace(/^\uFEFF/, "") : text, number, timeZone);
    }
  } catch (error) {
    throw readFailure(path, error);
  } finally {
    file.destroy();
  }
  if (failure !== null) throw readFailure(path, failure);
}

/** An error of the file reaches whoever reads what comes out. */
function unpacked(file: ReadStream, path: string): Readable {
  if (!path.endsWith(".gz")) return file;
  return pipeline(file, createGunzip(), () => {});
}
