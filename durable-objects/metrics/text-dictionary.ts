import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** The texts of a segment, each once; in the events stand their numbers. */
export class TextDictionary {
  readonly #codes = new Map<string, number>();

  /** The number of a text, from 1 on; 0 for null. */
  code(text: string | null): number {
    if (text === null) return 0;
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.#codes.size + 1);
    return this.#codes.size;
  }

  /** Writes the texts in the order of their numbers. */
  writeTo(writer: ByteWriter): void {
    const encoder = new TextEncoder();
    writer.number(this.#codes.size);
    for (const text of this.#codes.keys()) {
      const utf8 = encoder.encode(text);
      writer.number(utf8.length);
      writer.raw(utf8);
    }
  }

  /** The texts that {@link writeTo} wrote: number n stands at n − 1. */
  static read(reader: ByteReader): string[] {
    const decoder = new TextDecoder();
    return Array.from({ length: reader.number() }, () => decoder.decode(reader.raw(reader.number())));
  }
}
