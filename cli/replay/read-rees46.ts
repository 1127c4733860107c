import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { CommandError } from "../command-error.ts";
import { readFailure } from "../read-failure.ts";
import { assertRees46Columns, rees46Row, type Rees46Row } from "./rees46-row.ts";

/** A line of the file that is no row: it has another number of fields than the header. */
export interface UnreadableRow {
  line: number;
  unreadable: true;
}

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/**
 * Reads shop traffic in the REES46 column format row by row, never the whole file; `.gz` files are unpacked on the way.
 * Throws {@link CommandError} for a file that cannot be read, is no gzip, or has other columns.
 */
export async function* readRees46(path: string): AsyncGenerator<Rees46Row | UnreadableRow> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  const file = createReadStream(path);
  if (path.endsWith(".gz")) pipeline(file, createGunzip(), parser, alreadyThrown);
  else pipeline(file, parser, alreadyThrown);

  let header: string[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (header === null) {
        assertRees46Columns(record);
        header = record;
        continue;
      }
      yield rees46Row(header, record, info.lines) ?? { line: info.lines, unreadable: true };
    }
  } catch (error) {
    throw readFailure(path, error);
  } finally {
    file.destroy();
  }
  if (header === null) throw new CommandError(`${path} is empty.`);
}

/** Where pipeline reports an error; iterating over the parser throws the same one, so it is handled there. */
function alreadyThrown(): void {}
