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

  /** The texts that {@link writeTo} wrote. */
  static read(reader: ByteReader): WrittenTexts {
    return new WrittenTexts(Array.from({ length: reader.number() }, () => reader.raw(reader.number())));
  }
}

const decoder = new TextDecoder();

/** Texts as they were written, each decoded when it is first asked for: of most segments only a few are. */
export class WrittenTexts {
  readonly #texts: (Uint8Array | string)[];

  constructor(texts: Uint8Array[]) {
    this.#texts = texts;
  }

  /** The text of a number; null for 0 and for a number that there is not. */
  of(code: number): string | null {
    const known = this.#texts[code - 1];
    if (known === undefined || typeof known === "string") return known ?? null;
    const text = decoder.decode(known);
    this.#texts[code - 1] = text;
    return text;
  }
}
