import type { LoggedItemDetails } from "../../engine/contribution/logged-event.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** In the order of their bits, for good. */
const FIELDS = ["variant", "url", "imageUrl"] as const;

/** Writes what an item tells beyond its numbers: a number that says what follows, then that. */
export function writeItemDetails(
  writer: ByteWriter,
  details: LoggedItemDetails = {},
  text: (value: string) => void,
): void {
  writer.number(FIELDS.reduce((bits, name, bit) => bits + (details[name] === undefined ? 0 : 2 ** bit), 0));
  for (const name of FIELDS) if (details[name] !== undefined) text(details[name]);
}

/** Undoes {@link writeItemDetails}; null when the item tells no more. */
export function readItemDetails(reader: ByteReader, text: () => string | null): LoggedItemDetails | null {
  const bits = reader.number();
  if (bits === 0) return null;
  const details: LoggedItemDetails = {};
  for (const [bit, name] of FIELDS.entries()) if (Math.floor(bits / 2 ** bit) % 2 === 1) details[name] = text() ?? "";
  return details;
}
