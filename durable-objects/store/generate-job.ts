import type { GenerateStatus } from "../../protocol/generate.ts";
import type { GeneratedMessage, TimedMessage } from "../../engine/generate/generated-message.ts";
import { type TrafficOptions, generateTraffic } from "../../engine/generate/generate-traffic.ts";
import { paceOf } from "../../engine/pace.ts";
import { type GenerateJobState, readGenerateJob, writeGenerateJob } from "./generate-job-row.ts";

/** What a job needs of its store. */
export interface GenerateJobHost {
  sql: SqlStorage;
  now: () => number;
  /** Makes the store forget everything that happened. */
  clear: () => Promise<void>;
  /** Makes messages durable; sending the same again changes nothing. */
  send: (messages: readonly GeneratedMessage[]) => Promise<void>;
}

/** Messages that become durable together; of a job that is killed at most so many are made twice. */
const BATCH = 1000;
/** How long one run of the alarm goes on before others get their turn. */
const RUN_MS = 3000;
/** A job that comes no further in so many runs has failed. */
const MOST_FAILURES = 6;
const RETRY_MS = 1000;

/**
 * Generates test traffic in the background, a batch at a time, driven by the store's alarm. The traffic depends on its
 * seed alone: after a restart it is made again up to where the job stood, and goes on from there.
 */
export class GenerateJob {
  readonly #host: GenerateJobHost;
  /** The traffic and how many of its messages were taken; null until a run needs it. */
  #traffic: { messages: Generator<TimedMessage>; taken: number } | null = null;

  constructor(host: GenerateJobHost) {
    this.#host = host;
  }

  /** Begins a job; false while another is under way. */
  start(traffic: TrafficOptions, replace: boolean): boolean {
    if (readGenerateJob(this.#host.sql)?.state === "in_progress") return false;
    this.#traffic = null;
    writeGenerateJob(this.#host.sql, {
      state: "in_progress",
      traffic,
      clearing: replace,
      generated: 0,
      startedAt: this.#host.now(),
      endedAt: null,
      failures: 0,
      error: null,
    });
    return true;
  }

  /** When the alarm must ring for it; null when nothing is under way. */
  nextRunAt(): number | null {
    const job = readGenerateJob(this.#host.sql);
    return job?.state === "in_progress" ? this.#host.now() + job.failures * RETRY_MS : null;
  }

  /** Goes on for a while. Never rejects: a failure is noted, and tried again. */
  async run(): Promise<void> {
    const stopAt = this.#host.now() + RUN_MS;
    for (let job = this.#underWay(); job !== null && this.#host.now() < stopAt; job = this.#underWay()) {
      try {
        writeGenerateJob(this.#host.sql, await this.#step(job));
      } catch (error) {
        this.#traffic = null;
        console.error("Test traffic could not be stored", error);
        writeGenerateJob(this.#host.sql, this.#failed(job, error));
        return;
      }
    }
  }

  /** How far it has come. */
  status(): GenerateStatus {
    const job = readGenerateJob(this.#host.sql);
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

  #underWay(): GenerateJobState | null {
    const job = readGenerateJob(this.#host.sql);
    return job?.state === "in_progress" ? job : null;
  }

  async #step(job: GenerateJobState): Promise<GenerateJobState> {
    if (job.clearing) {
      await this.#host.clear();
      return { ...job, clearing: false, failures: 0 };
    }
    const batch = this.#nextBatch(job);
    if (batch.length > 0) await this.#host.send(batch);
    const generated = job.generated + batch.length;
    const isOver = batch.length === 0 || generated >= job.traffic.count;
    if (isOver) this.#traffic = null;
    return {
      ...job,
      generated,
      failures: 0,
      state: isOver ? "completed" : "in_progress",
      endedAt: isOver ? this.#host.now() : null,
    };
  }

  #nextBatch({ traffic, generated }: GenerateJobState): GeneratedMessage[] {
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

  #failed(job: GenerateJobState, error: unknown): GenerateJobState {
    const failures = job.failures + 1;
    if (failures < MOST_FAILURES) return { ...job, failures };
    const message = error instanceof Error ? error.message : String(error);
    return { ...job, failures, state: "failed", endedAt: this.#host.now(), error: message };
  }
}
