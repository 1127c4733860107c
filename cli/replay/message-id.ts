import { createHash } from "node:crypto";

const LINE_DIGITS = 10;
const HASH_DIGITS = 12;

/**
 * The message id of a row: its zero-padded line number and a short hash of its text. The same file sent again has the
 * same ids, identical rows on different lines have different ones, and ids sort in the order of the file.
 */
export function messageId(line: number, text: string): string {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_DIGITS);
  return `${String(line).padStart(LINE_DIGITS, "0")}-${hash}`;
}
