import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { pipeline } from "node:stream";

const NEWLINE = 10;

/**
 * Counts the lines of a file (unpacked, if its name ends in `.gz`) without parsing them: the progress bar's total.
 * An unreadable file counts as 0 lines; reading it says why.
 */
export async function countLines(path: string): Promise<number> {
  const file = createReadStream(path);
  const bytes = path.endsWith(".gz") ? pipeline(file, createGunzip(), () => {}) : file;
  let lines = 0;
  let lastByte = NEWLINE;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
      lastByte = chunk.at(-1) ?? lastByte;
    }
  } catch {
    return 0;
  }
  return lastByte === NEWLINE ? lines : lines + 1;
}
