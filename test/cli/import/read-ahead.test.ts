import { expect, test } from "vitest";
import { readAhead } from "../../../cli/import/read-ahead.ts";

function source(count: number): { values: AsyncGenerator<number, void>; made: number[]; isClosed: () => boolean } {
  const made: number[] = [];
  let closed = false;
  async function* values(): AsyncGenerator<number, void> {
    try {
      for (let value = 1; value <= count; value += 1) {
        made.push(value);
        yield value;
      }
    } finally {
      closed = true;
    }
  }
  return { values: values(), made, isClosed: () => closed };
}

test("every value comes once and in order, and the next one is under way while one is used", async () => {
  const { values, made } = source(3);
  const seen: [number, number][] = [];
  for await (const value of readAhead(values)) seen.push([value, made.length]);
  expect(seen).toEqual([
    [1, 2],
    [2, 3],
    [3, 3],
  ]);
});

test("whoever leaves early leaves a closed source behind", async () => {
  const { values, made, isClosed } = source(9);
  for await (const value of readAhead(values)) if (value === 2) break;
  expect(isClosed()).toBe(true);
  expect(made).toEqual([1, 2, 3]);
});

async function* broken(): AsyncGenerator<number, void> {
  yield 1;
  throw new Error("unreadable");
}

test("what cannot be read is told after what came before it", async () => {
  const seen: number[] = [];
  const reading = async () => {
    for await (const value of readAhead(broken())) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      seen.push(value);
    }
  };
  await expect(reading()).rejects.toThrow("unreadable");
  expect(seen).toEqual([1]);
});
