import { expect, test } from "vitest";
import { batchMessages, type ReplayBatch, type ReplayMessage } from "../../../cli/replay/batch-messages.ts";

function entry(line: number, change: Partial<ReplayMessage> = {}, padding = ""): ReplayMessage {
  const message = { messageId: `${line}${padding}`, type: "track" as const, event: "view_item", timestamp: "" };
  return { line, at: 0, shopper: "u1", message: { ...message, properties: { items: [] } }, ...change };
}

async function batchesOf(entries: ReplayMessage[]): Promise<ReplayBatch[]> {
  const source = (async function* () {
    yield* entries;
  })();
  return Array.fromAsync(batchMessages(source));
}

function sizes(batches: ReplayBatch[]): number[] {
  return batches.map((batch) => batch.entries.length);
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test("keeps every message, in order", async () => {
  const entries = numbers(1234).map((line) => entry(line, { shopper: `u${line % 37}` }));
  const batches = await batchesOf(entries);
  expect(batches.flatMap((batch) => batch.entries)).toEqual(entries);
});

test("a batch holds at most 20 different shoppers", async () => {
  const batches = await batchesOf(numbers(45).map((line) => entry(line, { shopper: `u${line}` })));
  expect(sizes(batches)).toEqual([20, 20, 5]);
});

test("a shopper who is in the batch already takes no further place", async () => {
  const batches = await batchesOf(numbers(60).map((line) => entry(line, { shopper: `u${line % 20}` })));
  expect(sizes(batches)).toEqual([60]);
});

test("a batch holds at most 500 messages", async () => {
  expect(sizes(await batchesOf(numbers(501).map((line) => entry(line))))).toEqual([500, 1]);
});

test("a batch stays within 512 KB", async () => {
  const batches = await batchesOf(numbers(40).map((line) => entry(line, {}, "é".repeat(10_000))));
  expect(sizes(batches)).toEqual([25, 15]);
});

test("a message waits at most 100 ms for the last one of its batch", async () => {
  const batches = await batchesOf([0, 40, 100, 101, 150].map((at, line) => entry(line, { at })));
  expect(batches.map(({ sendAt }) => sendAt)).toEqual([100, 150]);
});

test("a batch is sent at the time of its newest message, even when rows are out of order", async () => {
  const [batch] = await batchesOf([50, 90, 10].map((at, line) => entry(line, { at })));
  expect(batch?.sendAt).toBe(90);
});

test("no messages make no batch", async () => {
  expect(await batchesOf([])).toEqual([]);
});
