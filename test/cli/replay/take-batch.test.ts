import { expect, test } from "vitest";
import type { ReplayMessage } from "../../../cli/replay/replay-message.ts";
import { takeBatch } from "../../../cli/replay/take-batch.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function entry(line: number, shopper = "u1", padding = ""): ReplayMessage {
  const message = { messageId: `${line}${padding}`, type: "track" as const, event: "view_item", timestamp: "" };
  return { line, at: 0, shopper, message: { ...message, properties: { items: [] } } };
}

function batchesOf(queue: ReplayMessage[]): ReplayMessage[][] {
  const batches = [];
  while (queue.length > 0) batches.push(takeBatch(queue));
  return batches;
}

test("keeps every message, in order", () => {
  const entries = numbers(1234).map((line) => entry(line, `u${line % 37}`));
  expect(batchesOf([...entries]).flat()).toEqual(entries);
});

test.each<[string, ReplayMessage[], number[]]>([
  ["at most 20 different shoppers", numbers(45).map((line) => entry(line, `u${line}`)), [20, 20, 5]],
  ["a shopper who is in it already takes no further place", numbers(60).map((l) => entry(l, `u${l % 20}`)), [60]],
  ["at most 500 messages", numbers(501).map((line) => entry(line)), [500, 1]],
  ["at most 512 KB", numbers(40).map((line) => entry(line, "u1", "é".repeat(10_000))), [25, 15]],
  ["a message too large for any request goes alone, to be refused", [entry(0, "u1", "x".repeat(600_000))], [1]],
  ["nothing makes no batch", [], []],
])("a batch holds %s", (_, queue, sizes) => {
  expect(batchesOf(queue).map((batch) => batch.length)).toEqual(sizes);
});
