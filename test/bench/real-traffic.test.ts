import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { generatedTraffic, realTraffic } from "../../bench/real-traffic.ts";

interface SentMessage {
  event: string;
  userId: string;
  messageId: string;
  timestamp: string;
}

const HEADER = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";

async function messagesOf(rows: readonly string[], spanMs: number): Promise<SentMessage[][]> {
  const folder = await mkdtemp(join(tmpdir(), "cartbeat-bench-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "traffic.csv");
  await writeFile(file, `${[HEADER, ...rows].join("\n")}\n`);
  const batches = await realTraffic(file, spanMs);
  return batches.map(({ body }) => (JSON.parse(body) as { batch: SentMessage[] }).batch);
}

function row(second: string, type: string, user: string): string {
  return `2019-11-01 00:00:${second} UTC,${type},100,2,a.b,brand,9.99,${user},session-${user}`;
}

test("events of one shopper within the span travel together, those of others and later ones apart", async () => {
  const rows = [row("00", "view", "1"), row("01", "view", "2"), row("01", "cart", "1"), row("03", "purchase", "1")];
  const sent = await messagesOf(rows, 1_000);
  expect(sent.map((batch) => batch.map(({ userId, event }) => `${userId} ${event}`))).toEqual([
    ["1 view_item", "1 add_to_cart"],
    ["2 view_item"],
    ["1 purchase"],
  ]);
});

test("the newest event is now, the others keep their distance, and each has an id of its own", async () => {
  const started = Date.now();
  const sent = (await messagesOf([row("00", "view", "1"), row("30", "view", "1")], 1_000)).flat();
  const times = sent.map(({ timestamp }) => Date.parse(timestamp));
  expect(times[1]).toBeGreaterThanOrEqual(started);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(30_000);
  expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(2);
});

test("generated traffic has the number of events asked for, mostly views, and is the same for the same seed", () => {
  const counts = [1, 2].map(() => generatedTraffic(1_000, { spanMs: 1_000, seed: 7 }).map(({ events }) => events));
  expect(counts[0]).toEqual(counts[1]);
  expect(counts[0]?.reduce((sum, events) => sum + events, 0)).toBe(1_000);
  const bodies = generatedTraffic(1_000, { spanMs: 1_000, seed: 7 })
    .map(({ body }) => body)
    .join("");
  expect(bodies.split('"view_item"').length).toBeGreaterThan(950);
});
