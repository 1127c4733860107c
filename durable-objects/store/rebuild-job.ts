import type { ShopperKey } from "../../engine/event.ts";
import type { RebuildStatus } from "../../protocol/rebuild.ts";
import { BackgroundJob, type Job } from "./background-job.ts";

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

/** A store's rebuilding of its metrics. */
interface Rebuilding {
  phase: "shoppers" | "counts";
  /** The shard that it is at, and the last of its shoppers that is done. */
  shard: number;
  after: ShopperKey | null;
  /** Share of the present shard's shoppers that are done, 0 to 1. */
  share: number;
  rebuilt: number;
  kept: number;
  /** Since when the log held everything when it began; epoch milliseconds. */
  logFrom: number;
}

/** Shoppers of one step; of a job that is killed at most so many are made anew twice, which changes nothing. */
const STEP_SHOPPERS = 32;
/** Shoppers that are made anew at the same time. */
const AT_ONCE = 8;
/** How much of the work the shoppers are. */
const SHOPPERS_SHARE = 0.9;

/**
 * Makes the metrics of a store anew from its log, in the background, driven by the store's alarm: shopper by shopper,
 * then shard by shard. Every step may be done again, so that a kill costs the step under way. Figures stay whole all the
 * while: a shopper tells its shard a difference, a shard counts anew in one transaction.
 */
export class RebuildJob {
  readonly #host: RebuildJobHost;
  readonly #job: BackgroundJob<Rebuilding>;

  constructor(host: RebuildJobHost) {
    this.#host = host;
    this.#job = new BackgroundJob({
      sql: host.sql,
      table: "rebuild_job",
      now: host.now,
      step: (job) => this.#step(job),
      onFailure: (error) => console.error("Metrics could not be made anew", error),
    });
  }

  /** Begins a job; false while another is under way. */
  start(): boolean {
    const logFrom = this.#host.logFrom();
    return this.#job.start({ phase: "shoppers", shard: 0, after: null, share: 0, rebuilt: 0, kept: 0, logFrom });
  }

  /** See {@link BackgroundJob.nextRunAt}. */
  nextRunAt(): number | null {
    return this.#job.nextRunAt();
  }

  /** See {@link BackgroundJob.run}. */
  async run(): Promise<void> {
    await this.#job.run();
  }

  /** How far it has come. */
  status(): RebuildStatus {
    const job = this.#job.latest();
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

  async #step(job: Job<Rebuilding>): Promise<Job<Rebuilding>> {
    if (job.phase === "shoppers") return await this.#shoppers(job);
    if (job.shard >= this.#host.shards()) return { ...job, state: "completed", endedAt: this.#host.now() };
    await this.#host.recount(job.shard);
    return { ...job, shard: job.shard + 1 };
  }

  async #shoppers(job: Job<Rebuilding>): Promise<Job<Rebuilding>> {
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
}

function doneOf({ state, phase, shard, share }: Job<Rebuilding>, shards: number): number {
  if (state === "completed") return 1;
  const ofPhase = (shard + share) / Math.max(1, shards);
  return phase === "shoppers" ? SHOPPERS_SHARE * ofPhase : SHOPPERS_SHARE + (1 - SHOPPERS_SHARE) * ofPhase;
}
