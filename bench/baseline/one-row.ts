import { DurableObject } from "cloudflare:workers";

interface BaselineEnv {
  ONE_ROW: DurableObjectNamespace<OneRow>;
}

interface BaselineBatch {
  batch: { anonymousId: string }[];
}

/** Counted as the collector counts them, in the isolate that all objects share. */
let rowsWritten = 0;
let requests = 0;

/** An object that writes one row for each batch: the least that keeps anything. */
export class OneRow extends DurableObject<BaselineEnv> {
  readonly #sql = this.ctx.storage.sql;

  constructor(ctx: DurableObjectState, env: BaselineEnv) {
    super(ctx, env);
    this.#sql.exec("CREATE TABLE IF NOT EXISTS last_batch (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
  }

  /** Keeps the body in place of the one before. Answers how many events it holds. */
  keep(body: string, events: number): number {
    rowsWritten += this.#sql.exec("INSERT OR REPLACE INTO last_batch VALUES (1, ?)", body).rowsWritten;
    return events;
  }
}

/** One batch of one shopper to that shopper's object. */
export default {
  async fetch(request: Request, env: BaselineEnv): Promise<Response> {
    if (request.method !== "POST") return new Response(metrics());
    const body = await request.text();
    const { batch } = JSON.parse(body) as BaselineBatch;
    requests += 1;
    const accepted = await env.ONE_ROW.getByName(batch[0]?.anonymousId ?? "").keep(body, batch.length);
    return Response.json({ accepted, duplicates: 0, rejected: [] });
  },
};

function metrics(): string {
  return [
    `cartbeat_rows_written_total{class="OneRow"} ${rowsWritten}`,
    `cartbeat_do_requests_total{class="OneRow"} ${requests}`,
    `cartbeat_do_alarms_total{class="OneRow"} 0`,
    `cartbeat_do_active_seconds_total{class="OneRow"} 0`,
    "",
  ].join("\n");
}
