import { createHash } from "node:crypto";

/** 128 bits of a random token's hash are as good as all of it, and are kept with every link and report. */
const HASH_DIGITS = 32;

/** The only form in which a restore link's token is kept: the beginning of its SHA-256, hexadecimal. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, HASH_DIGITS);
}
