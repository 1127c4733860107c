import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { generateTraffic, type TrafficOptions } from "../../engine/generate/generate-traffic.ts";
import { messageLine } from "../../engine/generate/message-line.ts";
import { CommandError } from "../command-error.ts";

/** Where generated traffic is written, and how. */
export interface WriteTrafficOptions {
  traffic: TrafficOptions;
  /** Packed with gzip when its name ends in `.gz`. */
  path: string;
  /** False: what the file held is gone. */
  append: boolean;
  signal: AbortSignal;
  /** Called now and then with the number of messages written. */
  onProgress: (written: number) => void;
}

/** Lines are handed over in pieces of about this size: a write costs more than a line. No line is longer. */
const PIECE_BYTES = 512 * 1024;
/** Generating is one processor's work, packing another's: a higher level would be the slower of the two. */
const GZIP_LEVEL = 4;

/**
 * Writes generated traffic as NDJSON, one message a line, never holding more than a piece of it. Throws
 * {@link CommandError} for a file that cannot be written, and the signal's reason when aborted.
 */
export async function writeTraffic(options: WriteTrafficOptions): Promise<void> {
  const { path, append, signal } = options;
  const file = createWriteStream(path, { flags: append ? "a" : "w" });
  const gzip = path.endsWith(".gz") ? createGzip({ level: GZIP_LEVEL }) : null;
  gzip?.pipe(file);
  const done = finished(file);
  // An error of the file is thrown below, where somebody waits for it.
  done.catch(() => gzip?.destroy());
  try {
    await Promise.race([writeLines(gzip ?? file, options), done]);
    (gzip ?? file).end();
    await done;
  } catch (error) {
    file.destroy();
    signal.throwIfAborted();
    throw new CommandError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function writeLines(to: Writable, { traffic, signal, onProgress }: WriteTrafficOptions): Promise<void> {
  let piece = Buffer.allocUnsafe(PIECE_BYTES);
  let filled = 0;
  let written = 0;
  const hand = async (): Promise<void> => {
    await write(to, piece.subarray(0, filled));
    piece = Buffer.allocUnsafe(PIECE_BYTES);
    filled = 0;
    signal.throwIfAborted();
    onProgress(written);
  };
  for (const { message } of generateTraffic(traffic)) {
    const line = messageLine(message);
    // No character takes more than three bytes for each unit of its length.
    if (filled + line.length * 3 > PIECE_BYTES) await hand();
    filled += piece.write(line, filled, "utf8");
    written += 1;
  }
  await hand();
}

function write(to: Writable, piece: Buffer): Promise<void> {
  return new Promise((done, fail) => to.write(piece, (error) => (error ? fail(error) : done())));
}
