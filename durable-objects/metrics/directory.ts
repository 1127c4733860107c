import type { ShopperKey } from "../../engine/event.ts";
import { FUNNEL_BASE } from "../../engine/contribution/funnel-step.ts";
import type { EndedFact, EpisodeFact, FunnelFact, SessionFact } from "../../engine/contribution/fact.ts";
import type { Stage } from "../../protocol/outcome.ts";
import { DirectoryViews } from "./directory-views.ts";
import type { AppliedMark, RetiredMark } from "./judge-delta.ts";
import { toldAt } from "./outcome-of.ts";
import type { StoredRecord } from "./stored-record.ts";

const DAY_MS = 86_400_000;
/** A retry of a call ends within minutes; three days are the late window of the events themselves. */
const RETIRED_MS = 3 * DAY_MS;
/** With more erasures than this in three days the oldest marks go first. */
const MAX_RETIRED = 10_000;

/** What memory holds of one shopper: enough to order, to filter and to answer for engagement. The rest is in its page. */
export interface DirectoryRow extends AppliedMark {
  stage: Stage;
  /** Epoch milliseconds. */
  lastActivityAt: number;
  valueMinor: number;
  currency: string;
  /** Kept, but not counted and not listed: a bot, or one of the store's own people. */
  excluded: boolean;
  /** Active days, ascending. */
  days: readonly number[];
  /** Sessions by day of their end: day, count, milliseconds. */
  sessions: readonly (readonly [number, number, number])[];
  /** Live sessions: stamp, day, milliseconds. */
  live: readonly (readonly [number, number, number])[];
  /** Steps of the funnel, ascending. */
  funnel: readonly number[];
  /** When something was last told of one of its carts; 0 for never. Epoch milliseconds. */
  toldAt: number;
  /** The page that holds its record; 0 while it has none. */
  page: number;
  /** True once another row stands for the shopper, or none. */
  stale: boolean;
  /** The churn risk at a date, once it was asked for and will not change on that date. */
  risk: { date: number; tenths: number } | null;
}

/** A change since the last checkpoint. */
export interface Unsettled {
  /** The page that holds the former record; 0 for none. */
  page: number;
  /** The record as a line; null when it was removed. */
  line: string | null;
}

/** A shard's directory in memory. It is rebuilt from pages and log whenever the object starts. */
export interface Directory {
  /** The number of shards that the store had when this one was created; null before its first delta. */
  shards: number | null;
  /** Change it with {@link setRow} and {@link deleteRow}: the views follow. */
  rows: ReadonlyMap<ShopperKey, DirectoryRow>;
  views: DirectoryViews;
  /** The pages of orders, shared sessions and guests by key (`o:` and id, `t:` and hash, `g:` and key); 0 for none. */
  claims: Map<string, number>;
  /** Guests whose events do not count, because the user whose they are is excluded. */
  silenced: Set<ShopperKey>;
  /** When a session that may be shared was last heard of, by key; epoch milliseconds. */
  sessions: Map<string, number>;
  /** By incarnation, oldest first. It holds no trace of the shopper. */
  retired: Map<string, RetiredMark>;
  unsettled: Map<string, Unsettled>;
  /** Characters of all log lines since the last checkpoint. */
  unsettledChars: number;
}

/** A directory without shoppers. */
export function emptyDirectory(): Directory {
  const rows = new Map<ShopperKey, DirectoryRow>();
  return {
    shards: null,
    rows,
    views: new DirectoryViews(rows),
    claims: new Map(),
    silenced: new Set(),
    sessions: new Map(),
    retired: new Map(),
    unsettled: new Map(),
    unsettledChars: 0,
  };
}

/** True unless the events of a shopper are kept in the log without being counted. */
export function isCounted({ rows, silenced }: Pick<Directory, "rows" | "silenced">, shopper: ShopperKey): boolean {
  return rows.get(shopper)?.excluded !== true && !silenced.has(shopper);
}

/** Gives a shopper a row; its former one is stale. */
export function setRow({ rows, views }: Directory, shopper: ShopperKey, row: DirectoryRow): void {
  const before = rows.get(shopper);
  if (before !== undefined) before.stale = true;
  (rows as Map<ShopperKey, DirectoryRow>).set(shopper, row);
  views.changed(shopper, before, row);
}

/** Takes a shopper out of the directory. */
export function deleteRow({ rows, views }: Directory, shopper: ShopperKey): void {
  const before = rows.get(shopper);
  if (before === undefined) return;
  before.stale = true;
  (rows as Map<ShopperKey, DirectoryRow>).delete(shopper);
  views.changed(shopper, before, undefined);
}

/** The row of a record. */
export function rowOf(record: StoredRecord, page: number): DirectoryRow {
  const { incarnation, sequence, directory, facts } = record;
  const own = Object.entries(facts);
  const ended = facts["p"] as EndedFact | undefined;
  return {
    incarnation,
    sequence,
    stage: directory?.stage ?? "browse",
    lastActivityAt: directory?.lastActivityAt ?? 0,
    valueMinor: directory?.valueMinor ?? 0,
    currency: directory?.currency ?? "",
    excluded: facts["x"] !== undefined,
    days: (facts["d"] as number[] | undefined) ?? [],
    sessions: ended?.days ?? [],
    live: own.flatMap(([key, value]) => {
      if (!key.startsWith("s:")) return [];
      const [stamp, day, durationMs] = value as SessionFact;
      return [[stamp, day, durationMs] as const];
    }),
    funnel: own
      .flatMap(([key, value]) => (key.startsWith("f:") ? (value as FunnelFact) : []))
      .toSorted((a, b) => a - b || (a % FUNNEL_BASE) - (b % FUNNEL_BASE)),
    toldAt: own.reduce(
      (at, [key, value]) => (key.startsWith("e:") ? Math.max(at, toldAt(value as EpisodeFact)) : at),
      0,
    ),
    page,
    stale: false,
    risk: null,
  };
}

/** Forgets the retired marks whose time is over. */
export function pruneRetired({ retired }: Directory, now: number): void {
  for (const [incarnation, mark] of retired) {
    if (mark.until > now && retired.size <= MAX_RETIRED) return;
    retired.delete(incarnation);
  }
}

/** Notes that nothing of an incarnation up to a number is news any more. */
export function retire({ retired }: Directory, incarnation: string, mark: { sequence: number; at: number }): void {
  retired.delete(incarnation);
  retired.set(incarnation, { sequence: mark.sequence, until: mark.at + RETIRED_MS });
}
