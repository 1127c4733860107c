import { isAscii } from "node:buffer";
import { createReadStream } from "node:fs";
import { type Readable, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { readFailure } from "../read-failure.ts";

const CHUNK_BYTES = 1 << 20;
const LINE_FEED = 10;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The lines of a text file, many at a time, without their ends; `.gz` files are unpacked on the way. Never holds more
 * than a chunk. Throws CommandError for a file that cannot be read or is no complete gzip.
 */
export async function* fileLines(path: string): AsyncGenerator<string[]> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const bytes: Readable = path.endsWith(".gz") ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), done) : file;
  let rest: Buffer[] = [];
  let isFirst = true;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const end = chunk.lastIndexOf(LINE_FEED);
      const whole = end === -1 ? null : Buffer.concat([...rest, chunk.subarray(0, end)]);
      rest = whole === null ? [...rest, chunk] : [chunk.subarray(end + 1)];
      if (whole === null) continue;
      yield linesOf(isFirst ? withoutMark(whole) : whole);
      isFirst = false;
    }
  } catch (error) {
    throw readFailure(path, error);
  } finally {
    file.destroy();
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield linesOf(isFirst ? withoutMark(last) : last);
}

/** Where pipeline reports an error; iterating throws the same one, so it is handled there. */
function done(): void {}

/** A line alone is mostly ASCII, and then half as large and read faster than a part of a text that is not. */
function linesOf(bytes: Buffer): string[] {
  if (isAscii(bytes)) return bytes.toString("latin1").split("\n").map(withoutReturn);
  const lines: string[] = [];
  let from = 0;
  for (let to = bytes.indexOf(LINE_FEED); to !== -1; to = bytes.indexOf(LINE_FEED, from)) {
    lines.push(withoutReturn(bytes.toString("utf8", from, to)));
    from = to + 1;
  }
  lines.push(withoutReturn(bytes.toString("utf8", from)));
  return lines;
}

/** Without the mark with which some programs begin a UTF-8 file. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
