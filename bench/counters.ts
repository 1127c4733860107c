import { setTimeout as sleep } from "node:timers/promises";

/** The server's own counts since it started, over all classes of objects. */
export interface Counters {
  rowsWritten: number;
  doRequests: number;
}

const POLL_MS = 500;
/** Differences ship at most a second after an answer: two seconds without a change mean that nothing is under way. */
const QUIET_MS = 2_000;
const QUIET_LIMIT_MS = 60_000;

/** Reads the counters from GET /metrics, without disturbing the objects. */
async function readCounters(port: number, secretKey: string): Promise<Counters> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { Authorization: `Bearer ${secretKey}` } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`GET /metrics answered ${answer.status}`);
  return {
    rowsWritten: total(text, "cartbeat_rows_written_total"),
    doRequests: total(text, "cartbeat_do_requests_total"),
  };
}

/** The counters once they have stopped moving: what the load still owed to shards and alarms is then written. */
export async function quietCounters(port: number, secretKey: string): Promise<Counters> {
  let last = await readCounters(port, secretKey);
  let lastChange = performance.now();
  const giveUpAt = lastChange + QUIET_LIMIT_MS;
  while (performance.now() - lastChange < QUIET_MS && performance.now() < giveUpAt) {
    await sleep(POLL_MS);
    const now = await readCounters(port, secretKey);
    if (now.rowsWritten !== last.rowsWritten || now.doRequests !== last.doRequests) lastChange = performance.now();
    last = now;
  }
  return last;
}

/** The sum of a Prometheus counter over its labels; throws when the page has no such counter. */
export function total(page: string, name: string): number {
  const lines = page.split("\n").filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  if (lines.length === 0) throw new Error(`GET /metrics has no ${name}`);
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}
