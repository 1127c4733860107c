import { hashHex } from "../hash.ts";

/** Counts how often a hash was asked about, from 0: the ordinal of a message among its equals in a batch. */
export type CountEqual = (hash: string) => number;

/** A counter for one batch. */
export function countEqual(): CountEqual {
  const counts = new Map<string, number>();
  return (hash) => {
    const ordinal = counts.get(hash) ?? 0;
    counts.set(hash, ordinal + 1);
    return ordinal;
  };
}

/**
 * The id of a message that has none of its own: the hash of what it says and its ordinal among equal ones in the batch,
 * so that the same batch sent again has the same ids. When it was sent says nothing about what it is.
 */
export function hashedMessageId(message: Record<string, unknown>, ordinalOf: CountEqual): string {
  const hash = hashHex(JSON.stringify({ ...message, sentAt: undefined }));
  const ordinal = ordinalOf(hash);
  return ordinal === 0 ? hash : `${hash}-${String(ordinal).padStart(3, "0")}`;
}
