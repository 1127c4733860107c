// Control characters (C0, DEL, C1), the characters that turn the direction of text around (marks, embeddings,
// overrides, isolates), and halves of surrogate pairs, which no encoding can carry.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
// The quick test for the common case: printable Latin text has nothing to take away.
const PLAIN = /^[\x20-\x7e]*$/;

/** A string of the wire as it may be stored and shown: without control, direction-changing and broken characters. */
export function plainText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNPRINTABLE, "");
}
