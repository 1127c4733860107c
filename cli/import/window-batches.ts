import { MAX_BATCH_MESSAGES, MAX_SHOPPERS_PER_SECRET_KEY_BATCH } from "../../protocol/limits.ts";
import type { HistoryMessage } from "./history-line.ts";

/** A message on its way, with the line that it came from. */
export interface WindowEntry {
  line: number;
  /** JSON in UTF-8: outside the heap, where a window of messages would be moved about as garbage is collected. */
  json: Buffer;
  userId: string | undefined;
  anonymousId: string | undefined;
}

/** Messages of one request. */
export type WindowBatch = WindowEntry[];

/** Well below the limit of the wire, whatever characters there are. */
const MAX_BATCH_BYTES = 440 * 1024;
const MAX_MESSAGES = Math.min(MAX_BATCH_MESSAGES, 400);
/** Each is an object of its own over there: with more, an answer takes long and a resend repeats much. */
const MAX_SHOPPERS = Math.min(MAX_SHOPPERS_PER_SECRET_KEY_BATCH, 40);

/** An entry of a window. */
export function windowEntry(line: number, message: HistoryMessage): WindowEntry {
  const { userId, anonymousId } = message;
  return { line, json: Buffer.from(JSON.stringify(message)), userId: textOf(userId), anonymousId: textOf(anonymousId) };
}

/**
 * Divides a window of messages among lanes that can be sent at the same time, each lane's batches one after the other.
 * Everything of one person is in one lane, in the order of the file and close together: a shopper is written once for
 * all its messages, and a guest's are there before the user takes them over.
 */
export function windowBatches(entries: readonly WindowEntry[], laneCount: number): WindowBatch[][] {
  const lanes = Array.from({ length: laneCount }, (): WindowEntry[] => []);
  for (const group of groupsOf(entries)) {
    const shortest = lanes.reduce((best, lane) => (lane.length < best.length ? lane : best));
    for (const entry of group) shortest.push(entry);
  }
  return lanes.map(packed).filter((batches) => batches.length > 0);
}

/** The entries by person: whoever shares an id with somebody, by whatever chain of messages, is the same. */
function groupsOf(entries: readonly WindowEntry[]): WindowEntry[][] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    // The way is shortened for the next one.
    for (let at = id; at !== root;) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const idsOf = ({ userId, anonymousId }: WindowEntry): string[] => [
    ...(userId === undefined ? [] : [`u:${userId}`]),
    ...(anonymousId === undefined ? [] : [`a:${anonymousId}`]),
  ];
  for (const entry of entries) {
    const [user, anonymous] = idsOf(entry);
    if (user === undefined || anonymous === undefined) continue;
    const [one, other] = [rootOf(user), rootOf(anonymous)];
    if (one !== other) parents.set(other, one);
  }
  return [...Map.groupBy(entries, (entry) => rootOf(idsOf(entry)[0] ?? "")).values()];
}

function packed(entries: readonly WindowEntry[]): WindowBatch[] {
  const batches: WindowBatch[] = [];
  let batch: WindowBatch = [];
  let bytes = 0;
  const shoppers = new Set<string>();
  for (const entry of entries) {
    const size = entry.json.length + 1;
    const shopper = entry.userId ?? entry.anonymousId ?? "";
    const isFull =
      batch.length >= MAX_MESSAGES ||
      bytes + size > MAX_BATCH_BYTES ||
      (shoppers.size >= MAX_SHOPPERS && !shoppers.has(shopper));
    if (isFull && batch.length > 0) {
      batches.push(batch);
      batch = [];
      bytes = 0;
      shoppers.clear();
    }
    batch.push(entry);
    bytes += size;
    shoppers.add(shopper);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function textOf(id: unknown): string | undefined {
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
