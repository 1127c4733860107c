import type { TrafficOptions } from "../../engine/generate/generate-traffic.ts";

/** A store's generation of test traffic, as it is stored. Times are epoch milliseconds. */
export interface GenerateJobState {
  state: "in_progress" | "completed" | "failed";
  traffic: TrafficOptions;
  /** True until everything that was there before is gone. */
  clearing: boolean;
  /** Messages that are durable. */
  generated: number;
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

const SELECT = "SELECT job FROM generate_job WHERE id = 1";
const UPSERT = "INSERT INTO generate_job (id, job) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET job = excluded.job";

/** The latest job; null when there never was one. */
export function readGenerateJob(sql: SqlStorage): GenerateJobState | null {
  const [row] = sql.exec<Row>(SELECT).toArray();
  return row === undefined ? null : (JSON.parse(row.job) as GenerateJobState);
}

/** Keeps the job as it stands. */
export function writeGenerateJob(sql: SqlStorage, job: GenerateJobState): void {
  sql.exec(UPSERT, JSON.stringify(job));
}
