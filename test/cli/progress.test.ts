import { expect, test } from "vitest";
import { startProgress } from "../../cli/progress.ts";

function linesFor(total: number, updates: number[]): string[] {
  const printed: string[] = [];
  const progress = startProgress("replay", total, { isTerminal: false, print: (line) => printed.push(line) });
  for (const done of updates) progress.update(done);
  progress.stop();
  return printed;
}

test("outside a terminal there is one line for every 10 %, not one for every update", () => {
  const lines = linesFor(
    1000,
    Array.from({ length: 1000 }, (_, index) => index + 1),
  );
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("replay 10 % (100 of 1000)");
  expect(lines.at(-1)).toBe("replay 100 % (1000 of 1000)");
});

test("a jump over several tenths is one line", () => {
  expect(linesFor(10, [5, 10])).toEqual(["replay 50 % (5 of 10)", "replay 100 % (10 of 10)"]);
});
