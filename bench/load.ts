import { browserConnection } from "./browser-connection.ts";

/** A request body and the number of events in it. */
export interface Batch {
  body: string;
  events: number;
}

/** What a stretch of load came to. */
export interface LoadResult {
  seconds: number;
  requests: number;
  /** Events that the server answered to have accepted. */
  accepted: number;
  /** Answers other than 200, and rejected or duplicate events: a clean run has none. */
  refused: number;
  /** Milliseconds from sending a request to its whole answer. */
  latenciesMs: number[];
}

/** Where to send, and how hard. */
export interface LoadOptions {
  port: number;
  writeKey: string;
  connections: number;
  /** Stops after this many seconds; absent: when there is no batch left. */
  seconds?: number;
}

const PATH = "/v1/batch";

/**
 * Sends batches over keep-alive connections, one request under way on each: the load is bounded, and a slow server is
 * asked less often. `next` answers undefined when there is nothing left.
 */
export async function load(next: () => Batch | undefined, options: LoadOptions): Promise<LoadResult> {
  const result: LoadResult = { seconds: 0, requests: 0, accepted: 0, refused: 0, latenciesMs: [] };
  const started = performance.now();
  const stopAt = options.seconds === undefined ? Infinity : started + options.seconds * 1000;
  await Promise.all(Array.from({ length: options.connections }, () => sendInTurn(next, stopAt, { options, result })));
  result.seconds = (performance.now() - started) / 1000;
  return result;
}

async function sendInTurn(
  next: () => Batch | undefined,
  stopAt: number,
  { options, result }: { options: LoadOptions; result: LoadResult },
): Promise<void> {
  const connection = browserConnection(options);
  try {
    for (let batch = next(); batch !== undefined && performance.now() < stopAt; batch = next()) {
      const sentAt = performance.now();
      const answer = await connection.post(PATH, batch.body);
      result.latenciesMs.push(performance.now() - sentAt);
      result.requests += 1;
      const accepted = answer.status === 200 ? acceptedEvents(answer.body) : 0;
      result.accepted += accepted;
      if (answer.status !== 200) result.refused += 1;
      else if (accepted !== batch.events) result.refused += batch.events - accepted;
    }
  } finally {
    connection.close();
  }
}

function acceptedEvents(body: string): number {
  return Number(/"accepted":(\d+)/.exec(body)?.[1] ?? 0);
}
