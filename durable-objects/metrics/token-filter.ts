import { hash32 } from "../../engine/hash.ts";

/** Bits for each token: about one question in a thousand is answered yes in vain, and a segment unpacked for nothing. */
const BITS_PER_TOKEN = 20;
const PROBES = 4;

/** A Bloom filter over tokens: it never denies one that is in it. */
export function tokenFilter(tokens: ReadonlySet<string>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(8, Math.ceil((tokens.size * BITS_PER_TOKEN) / 8)));
  for (const token of tokens) {
    for (const bit of probes(token, bytes.length * 8)) {
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return bytes;
}

/** A token as it is looked for in many filters. */
export interface SoughtToken {
  first: number;
  step: number;
}

/** Prepares a token for {@link mayContain}. */
export function soughtToken(token: string): SoughtToken {
  return { first: hash32(token), step: hash32(`${token}\n`) | 1 };
}

/** False only when the token is certainly not in the filter. */
export function mayContain(filter: Uint8Array, { first, step }: SoughtToken): boolean {
  const bits = filter.length * 8;
  for (let index = 0; index < PROBES; index += 1) {
    const bit = ((first + index * step) >>> 0) % bits;
    if (((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

function probes(token: string, bits: number): number[] {
  const { first, step } = soughtToken(token);
  return Array.from({ length: PROBES }, (_, index) => ((first + index * step) >>> 0) % bits);
}
