import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** What stands before an id: how it is written. Of others it is their length, and this. */
const HASH = 0;
const UUID = 1;
const OTHER = 2;

const HASH_BYTES = 8;
const UUID_BYTES = 16;
const HASH_FORM = /^[0-9a-f]{16}$/;
const UUID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Writes a message id: ids are unlike each other, so they stand in no dictionary, and the usual ones are packed. */
export function writeLoggedId(writer: ByteWriter, id: string): void {
  const form = HASH_FORM.test(id) ? HASH : UUID_FORM.test(id) ? UUID : OTHER;
  if (form !== OTHER) {
    writer.number(form);
    writer.raw(bytesOfHex(id.replaceAll("-", "")));
    return;
  }
  const utf8 = new TextEncoder().encode(id);
  writer.number(OTHER + utf8.length);
  writer.raw(utf8);
}

/** Undoes {@link writeLoggedId}; the first version knew hashes only. */
export function readLoggedId(reader: ByteReader, version: number): string {
  const form = version === 1 ? HASH : reader.number();
  if (form === HASH) return hexOfBytes(reader.raw(HASH_BYTES));
  if (form !== UUID) return new TextDecoder().decode(reader.raw(form - OTHER));
  const hex = hexOfBytes(reader.raw(UUID_BYTES));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}

function hexOfBytes(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}
