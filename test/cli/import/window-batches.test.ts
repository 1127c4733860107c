import { array, assert, constantFrom, option, property, record } from "fast-check";
import { expect, test } from "vitest";
import { type WindowEntry, windowBatches, windowEntry } from "../../../cli/import/window-batches.ts";

const anyIds = record({
  userId: option(constantFrom("u1", "u2", "u3", "u4"), { nil: undefined }),
  anonymousId: option(constantFrom("a1", "a2", "a3", "a4", "a5"), { nil: undefined }),
});

function entries(people: readonly { userId: string | undefined; anonymousId: string | undefined }[]): WindowEntry[] {
  return people.map((ids, index) => ({ line: index, json: Buffer.from(`{"n":${index}}`), ...ids }));
}

test("every entry is sent once, and whoever shares an id travels in one lane, in the order of the file", () => {
  assert(
    property(array(anyIds, { maxLength: 60 }), (people) => {
      const lanes = windowBatches(entries(people), 4).map((batches) => batches.flat());
      expect(lanes.flat().toSorted((a, b) => a.line - b.line)).toEqual(entries(people));
      const laneOf = new Map<string, number>();
      const lastLine = new Map<string, number>();
      for (const [lane, sent] of lanes.entries()) {
        for (const { userId, anonymousId, line } of sent) {
          for (const id of [userId, anonymousId].filter((each) => each !== undefined)) {
            expect(laneOf.get(id) ?? lane).toBe(lane);
            expect(lastLine.get(id) ?? -1).toBeLessThan(line);
            laneOf.set(id, lane);
            lastLine.set(id, line);
          }
        }
      }
    }),
  );
});

test("a shopper's messages lie together: in as few requests as can be", () => {
  const people = Array.from({ length: 300 }, (_, index) => ({ userId: `u${index % 3}`, anonymousId: undefined }));
  expect(windowBatches(entries(people), 3).map((batches) => batches.length)).toEqual([1, 1, 1]);
});

test("no request is over the limits of messages, shoppers and bytes", () => {
  const people = Array.from({ length: 5000 }, (_, index) => ({ userId: `u${index % 700}`, anonymousId: undefined }));
  for (const batch of windowBatches(entries(people), 2).flat()) {
    expect(batch.length).toBeLessThanOrEqual(500);
    expect(new Set(batch.map(({ userId }) => userId)).size).toBeLessThanOrEqual(500);
  }
  const wide = Array.from({ length: 40 }, (_, line) =>
    windowEntry(line, { messageId: `${line}`, userId: "u", x: "é".repeat(15_000) }),
  );
  for (const batch of windowBatches(wide, 1).flat()) {
    expect(Buffer.concat(batch.map(({ json }) => json)).length + batch.length).toBeLessThan(512 * 1024);
  }
});
