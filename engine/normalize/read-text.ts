import { MAX_STRING_LENGTH } from "../../protocol/limits.ts";
import { plainText } from "./plain-text.ts";

/** A string (or number) of the wire that is no id: cleaned and cut to its limit. Null for anything else or nothing. */
export function readText(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = plainText(String(value)).trim();
  if (text.length <= MAX_STRING_LENGTH) return text === "" ? null : text;
  // A pair of surrogates at the limit is not cut in half.
  return plainText(text.slice(0, MAX_STRING_LENGTH)).trim();
}
