import type { GenerateStatus } from "../../protocol/generate.ts";
import type { GeneratedMessage, TimedMessage } from "../../engine/generate/generated-message.ts";
import { type TrafficOptions, generateTraffic } from "../../engine/generate/generate-traffic.ts";
import { paceOf } from "../../engine/pace.ts";
import { BackgroundJob, type Job } from "./background-job.ts";

/** What a job needs of its store. */
export interface GenerateJobHost {
  sql: SqlStorage;
  now: () => number;
  /** Makes the store forget everything that happened. */
  clear: () => Promise<void>;
  /** Makes messages durable; sending the same again changes nothing. */
  send: (messages: readonly GeneratedMessage[]) => Promise<void>;
}

/** A store's generation of test traffic. */
interface Generation {
  traffic: TrafficOptions;
  /** True until everything that was there before is gone. */
  clearing: boolean;
  /** Messages that are durable. */
  generated: number;
}

/** Messages that become durable together; of a job that is killed at most so many are made twice. */
const BATCH = 1000;

/**
 * Generates test traffic in the background, a batch at a time, driven by the store's alarm. The traffic depends on its
 * seed alone: after a restart it is made again up to where the job stood, and goes on from there.
 */
export class GenerateJob {
  readonly #host: GenerateJobHost;
  readonly #job: BackgroundJob<Generation>;
  /** The traffic and how many of its messages were taken; null until a run needs it. */
  #traffic: { messages: Generator<TimedMessage>; taken: number } | null = null;

  constructor(host: GenerateJobHost) {
    this.#host = host;
    this.#job = new BackgroundJob({
      sql: host.sql,
      table: "generate_job",
      now: host.now,
      step: (job) => this.#step(job),
      onFailure: (error) => {
        this.#traffic = null;
        console.error("Test traffic could not be stored", error);
      },
    });
  }

  /** Begins a job; false while another is under way. */
  start(traffic: TrafficOptions, replace: boolean): boolean {
    const isStarted = this.#job.start({ traffic, clearing: replace, generated: 0 });
    if (isStarted) this.#traffic = null;
    return isStarted;
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
  status(): GenerateStatus {
    const job = this.#job.latest();
    const total = job?.traffic.count ?? 0;
    const done = job?.generated ?? 0;
    const elapsedMs = job === null ? 0 : (job.endedAt ?? this.#host.now()) - job.startedAt;
    const { percentage, perSecond, secondsLeft } = paceOf({ done, total, elapsedMs });
    return {
      state: job?.state ?? "idle",
      percentage: job === null ? 0 : percentage,
      generated: done,
      target: total,
      remaining: total - done,
      elapsed_seconds: Math.round(elapsedMs / 1000),
      eta_seconds: job?.state === "in_progress" ? secondsLeft : null,
      events_per_second: perSecond,
      error: job?.error ?? null,
    };
  }

  async #step(job: Job<Generation>): Promise<Job<Generation>> {
    if (job.clearing) {
      await this.#host.clear();
      return { ...job, clearing: false };
    }
    const batch = this.#nextBatch(job);
    if (batch.length > 0) await this.#host.send(batch);
    const generated = job.generated + batch.length;
    const isOver = batch.length === 0 || generated >= job.traffic.count;
    if (isOver) this.#traffic = null;
    return {
      ...job,
      generated,
      state: isOver ? "completed" : "in_progress",
      endedAt: isOver ? this.#host.now() : null,
    };
  }

  #nextBatch({ traffic, generated }: Generation): GeneratedMessage[] {
    const source = this.#traffic ?? { messages: generateTraffic(traffic), taken: 0 };
    this.#traffic = source;
    const batch: GeneratedMessage[] = [];
    while (batch.length < BATCH) {
      const next = source.messages.next();
      if (next.done === true) break;
      source.taken += 1;
      // What an earlier life of this object had made durable is passed over.
      if (source.taken > generated) batch.push(next.value.message);
    }
    return batch;
  }
}
