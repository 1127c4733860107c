import { type ShopperLogged, encodeEvents, readEvents } from "./event-codec.ts";
import { tokensOf } from "./event-filter.ts";
import { mayContain, soughtToken, tokenFilter } from "./token-filter.ts";

interface SegmentRow extends Record<string, SqlStorageValue> {
  id: number;
  /** Epoch milliseconds of the first and the last event. */
  first_at: number;
  last_at: number;
  tokens: ArrayBuffer;
}

/** What memory holds of a sealed segment. */
interface Segment {
  id: number;
  firstAt: number;
  lastAt: number;
  tokens: Uint8Array;
}

/** Some of the log's events, those of a segment in the order of time. */
export interface EventList {
  /** The time of the first; −Infinity where they have no order. */
  firstAt: number;
  /** All of them. */
  events(): ShopperLogged[];
  /** At least the first so many that are wanted, unless there are fewer. */
  first(isWanted: (logged: ShopperLogged) => boolean, limit: number): ShopperLogged[];
}

const SELECT = "SELECT id, first_at, last_at, tokens FROM segment ORDER BY first_at, id";
const SELECT_BODY = "SELECT body FROM segment WHERE id = ?";
const UPSERT = `INSERT INTO segment (id, first_at, last_at, tokens, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
  SET first_at = excluded.first_at, last_at = excluded.last_at, tokens = excluded.tokens, body = excluded.body`;
const DELETE = "DELETE FROM segment WHERE id = ?";

/** Events of a sealed segment: some 110 KB, decoded in about two milliseconds. */
const SEGMENT_EVENTS = 2048;
/** Decoded segments that stay in memory. */
const CACHED = 6;

/** The event log of a shard: sealed segments in storage, and what came since the last checkpoint in memory. */
export class EventLog {
  readonly #sql: SqlStorage;
  #segments: Segment[];
  #fresh: ShopperLogged[] = [];
  readonly #decoded = new Map<number, ShopperLogged[]>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#segments = sql
      .exec<SegmentRow>(SELECT)
      .toArray()
      .map((row) => ({
        id: row.id,
        firstAt: row.first_at,
        lastAt: row.last_at,
        tokens: new Uint8Array(row.tokens),
      }));
  }

  /** Takes an event; it is durable with the log of the shard, and sealed with the next checkpoint. */
  add(logged: ShopperLogged): void {
    this.#fresh.push(logged);
  }

  /** The events since the last checkpoint, in the order of their coming. */
  get fresh(): readonly ShopperLogged[] {
    return this.#fresh;
  }

  /** Writes what came since the last checkpoint into new segments. */
  seal(): void {
    const sorted = this.#fresh.toSorted(byTime);
    for (let from = 0; from < sorted.length; from += SEGMENT_EVENTS) {
      const id = 1 + Math.max(0, ...this.#segments.map((segment) => segment.id));
      this.#write(id, sorted.slice(from, from + SEGMENT_EVENTS));
    }
    this.#fresh = [];
    this.#segments.sort((a, b) => a.firstAt - b.firstAt || a.id - b.id);
  }

  /** Lists of events that may hold what has a word of each group and lies in [from, to), each with its first time. */
  *lists(from: number, to: number, groups: readonly (readonly string[])[]): Generator<EventList> {
    const fresh = this.#fresh;
    yield { firstAt: -Infinity, events: () => fresh, first: (isWanted) => fresh.filter(isWanted) };
    const sought = groups.map((words) => words.map(soughtToken));
    for (const segment of this.#segments) {
      if (segment.lastAt < from || segment.firstAt >= to) continue;
      if (!sought.every((words) => words.some((word) => mayContain(segment.tokens, word)))) continue;
      const { id, firstAt } = segment;
      yield {
        firstAt,
        events: () => this.#read(id),
        first: (isWanted, limit) => this.#first(id, isWanted, { limit, to }),
      };
    }
  }

  /** Takes out of the log what is not to stay; returns what was taken out. `words` tell which segments are concerned. */
  remove(words: readonly string[], isGone: (logged: ShopperLogged) => boolean): ShopperLogged[] {
    const gone = this.#fresh.filter(isGone);
    this.#fresh = this.#fresh.filter((logged) => !isGone(logged));
    const sought = words.map(soughtToken);
    for (const { id, tokens } of this.#segments) {
      if (!sought.every((word) => mayContain(tokens, word))) continue;
      const events = this.#read(id);
      const kept = events.filter((logged) => !isGone(logged));
      if (kept.length === events.length) continue;
      gone.push(...events.filter(isGone));
      this.#drop(id);
      if (kept.length > 0) this.#write(id, kept);
    }
    this.#segments.sort((a, b) => a.firstAt - b.firstAt || a.id - b.id);
    return gone;
  }

  /** Gives up the segments whose events are all older than that; returns the events. */
  forgetBefore(at: number): ShopperLogged[] {
    const old = this.#segments.filter(({ lastAt }) => lastAt < at);
    return old.flatMap(({ id }) => {
      const events = this.#read(id);
      this.#drop(id);
      return events;
    });
  }

  #write(id: number, events: readonly ShopperLogged[]): void {
    const firstAt = events[0]?.event.at ?? 0;
    const lastAt = events.at(-1)?.event.at ?? 0;
    const tokens = tokenFilter(new Set(events.flatMap(tokensOf)));
    this.#sql.exec(UPSERT, id, firstAt, lastAt, tokens.buffer, encodeEvents(events).buffer);
    this.#segments.push({ id, firstAt, lastAt, tokens });
  }

  #drop(id: number): void {
    this.#sql.exec(DELETE, id);
    this.#segments = this.#segments.filter((segment) => segment.id !== id);
    this.#decoded.delete(id);
  }

  #read(id: number): ShopperLogged[] {
    const known = this.#decoded.get(id);
    if (known !== undefined) {
      this.#decoded.delete(id);
      this.#decoded.set(id, known);
      return known;
    }
    return this.#remember(id, [...this.#unpack(id)]);
  }

  /** The first so many of a segment that are wanted, with all of the last one's time; more where it is unpacked anyway. */
  #first(
    id: number,
    isWanted: (logged: ShopperLogged) => boolean,
    { limit, to }: { limit: number; to: number },
  ): ShopperLogged[] {
    const known = this.#decoded.get(id);
    if (known !== undefined) return known.filter(isWanted);
    const read: ShopperLogged[] = [];
    const found: ShopperLogged[] = [];
    for (const logged of this.#unpack(id)) {
      const isBehind = found.length >= limit && logged.event.at > (found.at(-1)?.event.at ?? 0);
      if (isBehind || logged.event.at >= to) return found;
      read.push(logged);
      if (isWanted(logged)) found.push(logged);
    }
    this.#remember(id, read);
    return found;
  }

  #unpack(id: number): Iterable<ShopperLogged> {
    const [row] = this.#sql.exec<{ body: ArrayBuffer }>(SELECT_BODY, id).toArray();
    return row === undefined ? [] : readEvents(new Uint8Array(row.body));
  }

  #remember(id: number, events: ShopperLogged[]): ShopperLogged[] {
    this.#decoded.set(id, events);
    const oldest = this.#decoded.keys().next();
    if (this.#decoded.size > CACHED && oldest.done !== true) this.#decoded.delete(oldest.value);
    return events;
  }
}

function byTime(a: ShopperLogged, b: ShopperLogged): number {
  return a.event.at - b.event.at || (a.event.id < b.event.id ? -1 : 1);
}
