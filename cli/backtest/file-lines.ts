import { createReadStream } from "node:fs";
import { type Readable, pipeline } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";
import { readFailure } from "../read-failure.ts";

const CHUNK_BYTES = 1 << 20;

/**
 * The lines of a text file, many at a time, without their ends; `.gz` files are unpacked on the way. Never holds more
 * than a chunk. Throws CommandError for a file that cannot be read or is no complete gzip.
 */
export async function* fileLines(path: string): AsyncGenerator<string[]> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const bytes: Readable = path.endsWith(".gz") ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), done) : file;
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let isFirst = true;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const text = rest + decoder.write(chunk);
      const lines = (isFirst && text.startsWith("\uFEFF") ? text.slice(1) : text).split("\n");
      isFirst = false;
      rest = lines.pop() ?? "";
      if (lines.length > 0) yield lines.map(withoutReturn);
    }
  } catch (error) {
    throw readFailure(path, error);
  } finally {
    file.destroy();
  }
  rest += decoder.end();
  if (rest !== "") yield [withoutReturn(rest)];
}

/** Where pipeline reports an error; iterating throws the same one, so it is handled there. */
function done(): void {}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
