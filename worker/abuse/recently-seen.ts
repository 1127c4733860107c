import { hash32 } from "../../engine/hash.ts";

/** Names of one generation. Two of them take a few megabytes at most. */
const GENERATION_NAMES = 100_000;
const GENERATION_MS = 10 * 60_000;

/** Which names were seen in the last ten to twenty minutes, as hashes. A rare collision takes a new one for known. */
export class RecentlySeen {
  #young = new Set<number>();
  #old = new Set<number>();
  #since = 0;

  /** How many of these were not seen before; all of them are now. */
  countNew(names: Iterable<string>, now: number): number {
    let count = 0;
    for (const name of names) {
      const hash = hash32(name);
      if (this.#young.has(hash)) continue;
      if (!this.#old.has(hash)) count += 1;
      this.#young.add(hash);
    }
    if (this.#young.size >= GENERATION_NAMES || now - this.#since >= GENERATION_MS) {
      this.#old = this.#young;
      this.#young = new Set();
      this.#since = now;
    }
    return count;
  }
}
