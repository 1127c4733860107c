import { setTimeout as sleep } from "node:timers/promises";

/** The server's own counts since it started, by class of object. */
export interface Counters {
  rowsWritten: Record<string, number>;
  doRequests: Record<string, number>;
  /** Alarms that rang: each is a request too. */
  alarms: Record<string, number>;
  /** How long objects were awake after their answers. */
  activeSeconds: Record<string, number>;
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
    rowsWritten: byClass(text, "cartbeat_rows_written_total"),
    doRequests: byClass(text, "cartbeat_do_requests_total"),
    alarms: byClass(text, "cartbeat_do_alarms_total"),
    activeSeconds: byClass(text, "cartbeat_do_active_seconds_total"),
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
    if (JSON.stringify(now) !== JSON.stringify(last)) lastChange = performance.now();
    last = now;
  }
  return last;
}

/** What was counted between two readings. */
export function difference(after: Counters, before: Counters): Counters {
  return {
    rowsWritten: subtracted(after.rowsWritten, before.rowsWritten),
    doRequests: subtracted(after.doRequests, before.doRequests),
    alarms: subtracted(after.alarms, before.alarms),
    activeSeconds: subtracted(after.activeSeconds, before.activeSeconds),
  };
}

function subtracted(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]));
}

/** A Prometheus counter by its label `class`; throws when the page does not know the counter at all. */
export function byClass(page: string, name: string): Record<string, number> {
  const lines = page.split("\n");
  if (!lines.some((line) => line.startsWith(`# TYPE ${name} `) || line.startsWith(`${name}{`))) {
    throw new Error(`GET /metrics has no ${name}`);
  }
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const className = line.startsWith(`${name}{`) ? /class="([^"]*)"/.exec(line)?.[1] : undefined;
    if (className !== undefined) counts[className] = Number(line.slice(line.lastIndexOf(" ") + 1));
  }
  return counts;
}
