import { expect, test } from "vitest";
import { complaints, type Minute, minutes } from "../../../bench/steady/minutes.ts";
import { passingShoppers } from "../../../bench/steady/passing-shoppers.ts";

const minute = (more: Partial<Minute>): Minute => ({
  minute: 1,
  requests: 100,
  refused: 0,
  latency_p50_ms: 5,
  latency_p99_ms: 20,
  memory_mb: 100,
  ...more,
});

test.each<[string, Partial<Minute>, RegExp]>([
  ["the same", {}, /^$/],
  ["a fifth more", { latency_p99_ms: 24, memory_mb: 120 }, /^$/],
  ["less", { latency_p99_ms: 1, memory_mb: 10 }, /^$/],
  ["slower", { latency_p99_ms: 24.1 }, /p99 grew from 20 to 24\.1 ms/],
  ["larger", { memory_mb: 121 }, /memory grew from 100 to 121 MB/],
  ["refusing", { refused: 2 }, /2 requests were refused/],
  ["silent about its memory", { memory_mb: null }, /nobody tells/],
])("a last minute that is %s", (_, last, complaint) => {
  const found = complaints([minute({}), minute({}), minute({ minute: 3, ...last })]);
  expect(found.join()).toMatch(complaint);
});

test("one minute says nothing about growth", () => {
  expect(complaints([minute({})])).toHaveLength(1);
});

test("requests and memory are summed up by the minute in which they were due", () => {
  const samples = [0, 30_000, 59_999, 60_000].map((dueMs, index) => ({ dueMs, latencyMs: index, taken: index !== 3 }));
  expect(
    minutes(samples, [
      [1000, 100],
      [59_000, 110],
      [61_000, 130],
    ]),
  ).toEqual([
    { minute: 1, requests: 3, refused: 0, latency_p50_ms: 1, latency_p99_ms: 2, memory_mb: 105 },
    { minute: 2, requests: 1, refused: 1, latency_p50_ms: 3, latency_p99_ms: 3, memory_mb: 130 },
  ]);
});

test("shoppers pass: each sends a few batches, and others come", () => {
  const next = passingShoppers(7);
  const counts = new Map<string, number>();
  for (let made = 0; made < 20_000; made += 1) {
    const { batch } = JSON.parse(next().body) as { batch: { anonymousId: string }[] };
    const id = batch[0]?.anonymousId ?? "";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  expect(Math.max(...counts.values())).toBe(8);
  expect(counts.size).toBeGreaterThan(2000);
});
