import { setTimeout as sleep } from "node:timers/promises";

/** Asks a collector of this machine. */
export interface CollectorAddress {
  port: number;
  secretKey: string;
}

interface EventsPage {
  data: { items: { item_id: string }[] }[];
  next_cursor: string | null;
}

const WAIT_LIMIT_MS = 120_000;

/** How often each marker is in the collector's event log, once all are there or it is clear that they will not be. */
export async function loggedEvents(
  collector: CollectorAddress,
  markers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const giveUpAt = Date.now() + WAIT_LIMIT_MS;
  for (;;) {
    const counts = await countItems(collector);
    if (markers.every((name) => counts.has(name)) || Date.now() > giveUpAt) return counts;
    await sleep(2000);
  }
}

async function countItems({ port, secretKey }: CollectorAddress): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await fetch(`http://127.0.0.1:${port}/v1/events?limit=1000${query}`, {
      headers: { Authorization: `Bearer ${secretKey}` },
    });
    if (!answer.ok) throw new Error(`GET /v1/events answered ${answer.status}: ${await answer.text()}`);
    const page = (await answer.json()) as EventsPage;
    for (const { items } of page.data) {
      for (const { item_id: id } of items) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    cursor = page.next_cursor;
  } while (cursor !== null);
  return counts;
}
