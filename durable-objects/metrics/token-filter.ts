import { hash32 } from "../../engine/hash.ts";

/** Bits for each token: about one question in fifty is answered yes in vain. */
const BITS_PER_TOKEN = 8;
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

/** False only when the token is certainly not in the filter. */
export function mayContain(filter: Uint8Array, token: string): boolean {
  return probes(token, filter.length * 8).every((bit) => ((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);
}

function probes(token: string, bits: number): number[] {
  const first = hash32(token);
  const step = hash32(`${token}\n`) | 1;
  return Array.from({ length: PROBES }, (_, index) => ((first + index * step) >>> 0) % bits);
}
