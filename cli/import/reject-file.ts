import { closeSync, existsSync, openSync, truncateSync, writeSync } from "node:fs";
import type { LineProblem } from "./history-line.ts";

/**
 * The lines of an import that were not taken, one JSON object each: `line`, `code`, `message`. The file is made with
 * the first of them.
 */
export class RejectFile {
  readonly #path: string;
  #file: number | null = null;
  #bytes: number;

  /** Goes on behind the first `bytes` of the file; what stood after them is gone. */
  constructor(path: string, bytes: number) {
    this.#path = path;
    this.#bytes = bytes;
    if (existsSync(path)) truncateSync(path, bytes);
  }

  /** How long the file is. */
  get bytes(): number {
    return this.#bytes;
  }

  add(line: number, { code, message }: LineProblem): void {
    this.#file ??= openSync(this.#path, "a");
    this.#bytes += writeSync(this.#file, `${JSON.stringify({ line, code, message })}\n`);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}
