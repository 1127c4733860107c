import type { ShopperEvent } from "../../engine/event.ts";
import { hashHex } from "../../engine/hash.ts";
import { eventRef } from "../../engine/truth/event-order.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** 48 bits: among a hundred thousand events of one shopper two collide once in 60,000 shoppers. */
const MARK_CHARS = 8;
/** More imported events than these are no person's; the oldest are forgotten. */
const MOST_MARKS = 100_000;

/**
 * Which events a shopper's imports have brought, in eight characters each. Live events are known by their ids for the
 * late window; history may be imported again at any time, and must then add nothing.
 */
export class ImportedIds {
  #text: string;
  readonly #known: Set<string>;

  /** From what {@link stored} gave; absent for a shopper without imports. */
  constructor(stored = "") {
    this.#text = stored;
    this.#known = new Set(marksOf(stored));
  }

  /** True for an event that was noted. */
  has(event: Pick<ShopperEvent, "id" | "trust">): boolean {
    return this.#known.has(markOf(eventRef(event)));
  }

  /** Notes an event; false when it was noted before. */
  add(event: Pick<ShopperEvent, "id" | "trust">): boolean {
    const mark = markOf(eventRef(event));
    if (this.#known.has(mark)) return false;
    this.#known.add(mark);
    this.#text += mark;
    return true;
  }

  /** To be kept with the shopper. */
  get stored(): string {
    return this.#text.slice(-MOST_MARKS * MARK_CHARS);
  }
}

/** What two shoppers who are one have imported. */
export function mergeImportedIds(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return [...new Set([...marksOf(one), ...marksOf(other)])].join("").slice(-MOST_MARKS * MARK_CHARS);
}

function* marksOf(stored: string): Generator<string> {
  for (let at = 0; at < stored.length; at += MARK_CHARS) yield stored.slice(at, at + MARK_CHARS);
}

function markOf(ref: string): string {
  const hex = hashHex(ref);
  return sixBits(Number.parseInt(hex.slice(0, 6), 16)) + sixBits(Number.parseInt(hex.slice(6, 12), 16));
}

/** 24 bits as four characters. */
function sixBits(bits: number): string {
  return [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >>> shift) & 63)).join("");
}
