import { setTimeout as sleep } from "node:timers/promises";
import { browserConnection } from "../browser-connection.ts";
import type { Batch } from "../load.ts";

/** One request of a steady load. */
export interface Sample {
  /** Milliseconds after the start at which it was due. */
  dueMs: number;
  /** From then to the whole answer: a request that had to wait for its turn has waited. */
  latencyMs: number;
  /** Every event of it was accepted. */
  taken: boolean;
}

/** A load that does not ask how fast the server is. */
export interface SteadyOptions {
  port: number;
  writeKey: string;
  connections: number;
  requestsPerSecond: number;
  seconds: number;
}

/** Sends requests at a fixed rate, each at its time or as soon after as a connection is free. */
export async function steadyLoad(next: () => Batch, options: SteadyOptions): Promise<Sample[]> {
  const { connections, requestsPerSecond, seconds } = options;
  const samples: Sample[] = [];
  const startedAt = performance.now();
  const last = Math.floor(seconds * requestsPerSecond);
  let number = 0;

  async function sendInTurn(): Promise<void> {
    const connection = browserConnection(options);
    try {
      for (let mine = number++; mine < last; mine = number++) {
        const dueMs = (mine * 1000) / requestsPerSecond;
        const early = dueMs - (performance.now() - startedAt);
        if (early > 0) await sleep(early);
        const { body, events } = next();
        const answer = await connection.post("/v1/batch", body);
        const taken = answer.status === 200 && answer.body.includes(`"accepted":${events},`);
        samples.push({ dueMs, latencyMs: performance.now() - startedAt - dueMs, taken });
      }
    } finally {
      connection.close();
    }
  }

  await Promise.all(Array.from({ length: connections }, sendInTurn));
  return samples;
}
