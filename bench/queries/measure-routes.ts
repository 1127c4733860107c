import { setTimeout as sleep } from "node:timers/promises";
import { HttpConnection } from "../http-connection.ts";
import { percentile } from "../percentile.ts";
import type { KnownIds, ReadingRoute } from "./reading-routes.ts";

/** The store that is asked, and that takes events meanwhile. */
export interface AskedStore {
  port: number;
  writeKey: string;
  secretKey: string;
}

/** How long the requests of a route took, milliseconds. */
export interface RouteFigures {
  p50_ms: number;
  p95_ms: number;
}

/** How long events waited to be durable while questions were asked, milliseconds. */
export interface IngestFigures {
  requests: number;
  p50_ms: number;
  p99_ms: number;
  max_ms: number;
}

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
/** Some events arrive all the time: an answer that nothing has changed since would be no measure. */
const TRICKLE_EVERY_MS = 50;
const WARM_UP = 3;

/** Asks every route so many times, one request after the other, in turns: whatever else happens meets all of them. */
export async function measureRoutes(
  store: AskedStore,
  routes: readonly ReadingRoute[],
  requests: number,
): Promise<Record<string, RouteFigures>> {
  const connection = reader(store);
  const times = new Map(routes.map(({ name }): [string, number[]] => [name, []]));
  try {
    for (let turn = 0; turn < requests + WARM_UP; turn += 1) {
      for (const { name, path, body } of routes) {
        const asked = performance.now();
        const answer = await (body === undefined ? connection.get(path) : connection.post(path, body));
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
        if (answer.body.includes('"partial":true')) throw new Error(`${path}: a shard did not answer`);
        if (turn >= WARM_UP) times.get(name)?.push(performance.now() - asked);
      }
    }
  } finally {
    connection.close();
  }
  return Object.fromEntries(
    [...times].map(([name, own]) => [
      name,
      { p50_ms: rounded(percentile(own, 0.5)), p95_ms: rounded(percentile(own, 0.95)) },
    ]),
  );
}

/** Sends an event now and then while `work` goes on, and tells how long each was under way. */
export async function whileEventsArrive<Result>(
  { port, writeKey }: AskedStore,
  work: () => Promise<Result>,
): Promise<{ result: Result; ingest: IngestFigures }> {
  const connection = new HttpConnection(port, {
    "Content-Type": "application/json",
    Authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`,
    "User-Agent": BROWSER,
    "Accept-Language": "en",
  });
  const times: number[] = [];
  const stop = new AbortController();
  const trickle = async (): Promise<void> => {
    for (let sent = 0; !stop.signal.aborted; sent += 1) {
      const messageId = `trickle-${Date.now()}-${sent}`;
      const properties = { items: [{ item_id: `P${sent % 40}`, price: 10 }] };
      const message = {
        messageId,
        type: "track",
        event: "view_item",
        anonymousId: `trickle-${sent % 200}`,
        properties,
      };
      const started = performance.now();
      await connection.post("/v1/batch", JSON.stringify({ batch: [message] }));
      times.push(performance.now() - started);
      await sleep(TRICKLE_EVERY_MS);
    }
  };
  const trickling = trickle();
  try {
    const result = await work();
    return { result, ingest: ingestFigures(times) };
  } finally {
    stop.abort();
    await trickling.finally(() => connection.close());
  }
}

/** Ids of the store, from its own event log. */
export async function knownIds(store: AskedStore, day: string): Promise<KnownIds> {
  const connection = reader(store);
  try {
    const { body } = await connection.get(`/v1/events?event_type=add_to_cart&limit=1000&start=${day}`);
    const { data } = JSON.parse(body) as {
      data: { shopper: string; session_id: string | null; items: { item_id: string }[] }[];
    };
    const users = [...new Set(data.map(({ shopper }) => shopper))].slice(0, 100);
    const [first] = data;
    if (first === undefined) throw new Error("The store has no event that adds to a cart");
    return {
      shopper: first.shopper,
      session: first.session_id ?? "",
      product: first.items[0]?.item_id ?? "",
      users,
      day,
    };
  } finally {
    connection.close();
  }
}

function reader({ port, secretKey }: AskedStore): HttpConnection {
  return new HttpConnection(port, { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" });
}

function ingestFigures(times: readonly number[]): IngestFigures {
  return {
    requests: times.length,
    p50_ms: rounded(percentile(times, 0.5)),
    p99_ms: rounded(percentile(times, 0.99)),
    max_ms: rounded(Math.max(0, ...times)),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
