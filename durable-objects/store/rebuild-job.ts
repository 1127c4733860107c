import type { ShopperKey } from "../../engine/event.ts";
import type { RebuildStatus } from "../../protocol/rebuild.ts";
import { type RebuildJobState, readRebuildJob, writeRebuildJob } from "./rebuild-job-row.ts";

/** What a job needs of its store. */
export interface RebuildJobHost {
  sql: SqlStorage;
  now: () => number;
  shards: () => number;
  /** Since when the log holds everything. */
  logFrom: () => number;
  /** The next shoppers of a shard behind a key, and how many the shard has. */
  shoppersOf: (
    shard: number,
    after: ShopperKey | null,
    limit: number,
  ) => Promise<{ keys: ShopperKey[]; total: number }>;
  /** Makes a shopper anew; false when it keeps what it knew. */
  rebuild: (shopper: ShopperKey, logFrom: number) => Promise<boolean>;
  /** Makes a shard count anew. */
  recount: (shard: number) => Promise<void>;
}

/** Shoppers of one step; of a job that is killed at most so many are made anew twice, which changes nothing. */
const STEP_SHOPPERS = 32;
/** Shoppers that are made anew at the same time. */
const AT_ONCE = 8;
/** How long one run of the alarm goes on before others get their turn. */
const RUN_MS = 3000;
/** A job that comes no further in so many runs has failed. */
const MOST_FAILURES = 6;
const RETRY_MS = 1000;
/** How much of the work the shoppers are. */
const SHOPPERS_SHARE = 0.9;

/**
 * Makes the metrics of a store anew from its log, in the background, driven by the store's alarm: shopper by shopper,
 * then shard by shard. Every step may be done again, so that a kill costs the step under way. Figures stay whole all the
 * while: a shopper tells its shard a difference, a shard counts anew in one transaction.
 */
export class RebuildJob {
  readonly #host: RebuildJobHost;

  constructor(host: RebuildJobHost) {
    this.#host = host;
  }

  /** Begins a job; false while another is under way. */
  start(): boolean {
    if (this.#underWay() !== null) return false;
    writeRebuildJob(this.#host.sql, {
      state: "in_progress",
      phase: "shoppers",
      shard: 0,
      after: null,
      share: 0,
      rebuilt: 0,
      kept: 0,
      logFrom: this.#host.logFrom(),
      startedAt: this.#host.now(),
      endedAt: null,
      failures: 0,
      error: null,
    });
    return true;
  }

  /** When the alarm must ring for it; null when nothing is under way. */
  nextRunAt(): number | null {
    const job = this.#underWay();
    return job === null ? null : this.#host.now() + job.failures * RETRY_MS;
  }

  /** Goes on for a while. Never rejects: a failure is noted, and tried again. */
  async run(): Promise<void> {
    const stopAt = this.#host.now() + RUN_MS;
    for (let job = this.#underWay(); job !== null && this.#host.now() < stopAt; job = this.#underWay()) {
      try {
        writeRebuildJob(this.#host.sql, await this.#step(job));
      } catch (error) {
        console.error("Metrics could not be made anew", error);
        writeRebuildJob(this.#host.sql, this.#failed(job, error));
        return;
      }
    }
  }

  /** How far it has come. */
  status(): RebuildStatus {
    const job = readRebuildJob(this.#host.sql);
    const shards = this.#host.shards();
    const counted = job?.phase === "counts" ? job.shard : 0;
    return {
      state: job?.state ?? "idle",
      phase: job?.phase ?? null,
      percentage: job === null ? 0 : Math.floor(100 * doneOf(job, shards)),
      rebuilt: job?.rebuilt ?? 0,
      kept: job?.kept ?? 0,
      shards,
      shards_counted: counted,
      log_since: job === null ? null : new Date(Math.max(0, job.logFrom)).toISOString(),
      elapsed_seconds: job === null ? 0 : Math.round(((job.endedAt ?? this.#host.now()) - job.startedAt) / 1000),
      error: job?.error ?? null,
    };
  }

  #underWay(): RebuildJobState | null {
    const job = readRebuildJob(this.#host.sql);
    return job?.state === "in_progress" ? job : null;
  }

  async #step(job: RebuildJobState): Promise<RebuildJobState> {
    const going = { ...job, failures: 0 };
    if (job.phase === "shoppers") return await this.#shoppers(going);
    if (job.shard >= this.#host.shards()) return { ...going, state: "completed", endedAt: this.#host.now() };
    await this.#host.recount(job.shard);
    return { ...going, shard: job.shard + 1 };
  }

  async #shoppers(job: RebuildJobState): Promise<RebuildJobState> {
    if (job.shard >= this.#host.shards()) return { ...job, phase: "counts", shard: 0 };
    const { keys, total } = await this.#host.shoppersOf(job.shard, job.after, STEP_SHOPPERS);
    let rebuilt = 0;
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      const some = keys.slice(from, from + AT_ONCE);
      const made = await Promise.all(some.map((key) => this.#host.rebuild(key, job.logFrom)));
      rebuilt += made.filter(Boolean).length;
    }
    const counts = { rebuilt: job.rebuilt + rebuilt, kept: job.kept + keys.length - rebuilt };
    const after = keys.at(-1) ?? null;
    if (keys.length < STEP_SHOPPERS || after === null) {
      return { ...job, ...counts, shard: job.shard + 1, after: null, share: 0 };
    }
    return { ...job, ...counts, after, share: Math.min(0.99, job.share + keys.length / Math.max(1, total)) };
  }

  #failed(job: RebuildJobState, error: unknown): RebuildJobState {
    const failures = job.failures + 1;
    if (failures < MOST_FAILURES) return { ...job, failures };
    const message = error instanceof Error ? error.message : String(error);
    return { ...job, failures, state: "failed", endedAt: this.#host.now(), error: message };
  }
}

function doneOf({ state, phase, shard, share }: RebuildJobState, shards: number): number {
  if (state === "completed") return 1;
  const ofPhase = (shard + share) / Math.max(1, shards);
  return phase === "shoppers" ? SHOPPERS_SHARE * ofPhase : SHOPPERS_SHARE + (1 - SHOPPERS_SHARE) * ofPhase;
}
