import type { ShopperKey } from "../../engine/event.ts";

/** A store's rebuilding of its metrics, as it is stored. Times are epoch milliseconds. */
export interface RebuildJobState {
  state: "in_progress" | "completed" | "failed";
  phase: "shoppers" | "counts";
  /** The shard that it is at, and the last of its shoppers that is done. */
  shard: number;
  after: ShopperKey | null;
  /** Share of the present shard's shoppers that are done, 0 to 1. */
  share: number;
  rebuilt: number;
  kept: number;
  /** Since when the log held everything when it began. */
  logFrom: number;
  startedAt: number;
  /** Null while it is under way. */
  endedAt: number | null;
  /** Failed runs since the last one that came further. */
  failures: number;
  error: string | null;
}

interface Row extends Record<string, SqlStorageValue> {
  job: string;
}

const SELECT = "SELECT job FROM rebuild_job WHERE id = 1";
const UPSERT = "INSERT INTO rebuild_job (id, job) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET job = excluded.job";

/** The latest job; null when there never was one. */
export function readRebuildJob(sql: SqlStorage): RebuildJobState | null {
  const [row] = sql.exec<Row>(SELECT).toArray();
  return row === undefined ? null : (JSON.parse(row.job) as RebuildJobState);
}

/** Keeps the job as it stands. */
export function writeRebuildJob(sql: SqlStorage, job: RebuildJobState): void {
  sql.exec(UPSERT, JSON.stringify(job));
}
