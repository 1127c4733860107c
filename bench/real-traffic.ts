import { randomUUID } from "node:crypto";
import { readRees46 } from "../cli/replay/read-rees46.ts";
import { rowMessage } from "../cli/replay/row-message.ts";
import type { Batch } from "./load.ts";
import { random } from "./random.ts";

/** One event of a visit, before it has its time of the replay. Times are epoch milliseconds. */
interface Visit {
  at: number;
  shopper: string;
  message: object;
}

const BATCH_EVENTS = 20;

/**
 * Real traffic from a file in the REES46 column format: every row once, its times moved so that the newest is now.
 * Events of one shopper within `spanMs` of event time travel together, as a browser sends them.
 */
export async function realTraffic(csv: string, spanMs: number): Promise<Batch[]> {
  const visits: Visit[] = [];
  for await (const row of readRees46(csv)) {
    if ("unreadable" in row) continue;
    const at = Date.parse(row.eventTime.replace(" UTC", "Z").replace(" ", "T"));
    visits.push({ at, shopper: row.userId, message: rowMessage(row, at) });
  }
  return packed(visits, spanMs);
}

/**
 * Traffic in the proportions of that of a real shop (98 % views, 1 % adds, 1 % purchases; four events a visit; nearly
 * everybody comes once), for machines without a file of it.
 */
export function generatedTraffic(events: number, options: { spanMs: number; seed: number }): Batch[] {
  const chance = random(options.seed);
  const visits: Visit[] = [];
  for (let visitor = 0; visits.length < events; visitor += 1) {
    let at = chance() * 3_600_000;
    const shopper = `visitor-${visitor}`;
    const sessionId = `visit-${visitor}`;
    do {
      const dice = chance();
      const event = dice < 0.98 ? "view_item" : dice < 0.99 ? "add_to_cart" : "purchase";
      const items = [{ item_id: String(Math.floor(chance() ** 3 * 20_000)), price: Math.round(chance() * 1e5) / 100 }];
      visits.push({
        at,
        shopper,
        message: { type: "track", event, userId: shopper, sessionId, properties: { items } },
      });
      at += -Math.log(1 - chance()) * 45_000;
    } while (chance() < 0.75 && visits.length < events);
  }
  return packed(
    visits.toSorted((a, b) => a.at - b.at),
    options.spanMs,
  );
}

/** Packs visits, which come in the order of their time, into batches in the order in which browsers would send them. */
function packed(visits: readonly Visit[], spanMs: number): Batch[] {
  const shift = Date.now() - (visits.at(-1)?.at ?? 0);
  // Other ids in every run: the same file twice would be all duplicates for a collector that keeps its state.
  const run = randomUUID().slice(0, 8);
  const open = new Map<string, Visit[]>();
  const whole: Visit[][] = [];
  for (const visit of visits) {
    const batch = open.get(visit.shopper);
    const first = batch?.[0];
    if (batch && first && visit.at - first.at <= spanMs && batch.length < BATCH_EVENTS) {
      batch.push(visit);
    } else {
      const fresh = [visit];
      open.set(visit.shopper, fresh);
      whole.push(fresh);
    }
  }
  return whole.map((group, index) => {
    const batch = group.map(({ at, message }, place) => ({
      ...message,
      messageId: `${run}-${index}-${place}`,
      timestamp: new Date(at + shift).toISOString(),
    }));
    return { body: JSON.stringify({ batch }), events: batch.length };
  });
}
