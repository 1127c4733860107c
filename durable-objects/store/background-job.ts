/** How long one run of the alarm goes on before others get their turn. */
const RUN_MS = 3000;
/** A job that comes no further in so many runs has failed. */
const MOST_FAILURES = 6;
const RETRY_MS = 1000;

/** How any job in the background stands. Times are epoch milliseconds. */
export interface JobProgress {
  state: "in_progress" | "completed" | "failed";
  startedAt: number;
  /** Null while it is under way. */
  endedAt: number | null;
  /** Failed runs since the last one that came further. */
  failures: number;
  error: string | null;
}

/** A job as it is stored: how it stands, and what it is about. */
export type Job<Details> = Details & JobProgress;

/** What a job needs. */
export interface BackgroundJobOptions<Details> {
  sql: SqlStorage;
  table: keyof typeof STATEMENTS;
  now: () => number;
  /** Does a part of it and tells how it stands then. A kill costs the step under way: it is done again. */
  step: (job: Job<Details>) => Promise<Job<Details>>;
  /** Is told why a step failed, before it is tried again. */
  onFailure: (error: unknown) => void;
}

interface Row extends Record<string, SqlStorageValue> {
  job: string;
}

const STATEMENTS = {
  generate_job: {
    select: "SELECT job FROM generate_job WHERE id = 1",
    upsert: "INSERT INTO generate_job (id, job) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET job = excluded.job",
  },
  rebuild_job: {
    select: "SELECT job FROM rebuild_job WHERE id = 1",
    upsert: "INSERT INTO rebuild_job (id, job) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET job = excluded.job",
  },
} as const;

/** Something long that a store does step by step, driven by its alarm and kept in a row, so that a kill ends nothing. */
export class BackgroundJob<Details> {
  readonly #options: BackgroundJobOptions<Details>;

  constructor(options: BackgroundJobOptions<Details>) {
    this.#options = options;
  }

  /** The latest job; null when there never was one. */
  latest(): Job<Details> | null {
    const [row] = this.#options.sql.exec<Row>(STATEMENTS[this.#options.table].select).toArray();
    return row === undefined ? null : (JSON.parse(row.job) as Job<Details>);
  }

  /** Begins a job; false while another is under way. */
  start(details: Details): boolean {
    if (this.#underWay() !== null) return false;
    const startedAt = this.#options.now();
    this.#write({ ...details, state: "in_progress", startedAt, endedAt: null, failures: 0, error: null });
    return true;
  }

  /** When the alarm must ring for it; null when nothing is under way. */
  nextRunAt(): number | null {
    const job = this.#underWay();
    return job === null ? null : this.#options.now() + job.failures * RETRY_MS;
  }

  /** Goes on for a while. Never rejects: a failure is noted, and tried again. */
  async run(): Promise<void> {
    const { now, step, onFailure } = this.#options;
    const stopAt = now() + RUN_MS;
    for (let job = this.#underWay(); job !== null && now() < stopAt; job = this.#underWay()) {
      try {
        this.#write({ ...(await step(job)), failures: 0 });
      } catch (error) {
        onFailure(error);
        this.#write(failed(job, error, now()));
        return;
      }
    }
  }

  #underWay(): Job<Details> | null {
    const job = this.latest();
    return job?.state === "in_progress" ? job : null;
  }

  #write(job: Job<Details>): void {
    this.#options.sql.exec(STATEMENTS[this.#options.table].upsert, JSON.stringify(job));
  }
}

function failed<Details>(job: Job<Details>, error: unknown, now: number): Job<Details> {
  const failures = job.failures + 1;
  if (failures < MOST_FAILURES) return { ...job, failures };
  const message = error instanceof Error ? error.message : String(error);
  return { ...job, failures, state: "failed", endedAt: now, error: message };
}
