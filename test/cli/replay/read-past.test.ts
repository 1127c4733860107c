import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readPast } from "../../../cli/replay/read-past.ts";

const directory = mkdtempSync(join(tmpdir(), "cartbeat-past-"));
afterAll(() => rmSync(directory, { recursive: true }));

async function read(name: string, content: string) {
  writeFileSync(join(directory, name), content);
  const lines = await Array.fromAsync(readPast(join(directory, name)));
  return lines.map((line) =>
    "problem" in line ? [line.problem.line, line.problem.code] : [line.line, line.at, line.shopper, line.messageAt(0)],
  );
}

test("messages as NDJSON keep everything but their time", async () => {
  const message = { messageId: "m", type: "track", event: "x", timestamp: "2026-01-01T00:00:00Z", anonymousId: "a" };
  expect(await read("own.ndjson", `${JSON.stringify(message)}\n{half\n`)).toEqual([
    [1, Date.UTC(2026, 0), "a", { ...message, timestamp: "1970-01-01T00:00:00.000Z" }],
    [2, "unreadable_row"],
  ]);
});

function session(number: number, times: number[]): string {
  return JSON.stringify({ session: number, events: times.map((ts) => ({ aid: 1, ts, type: "clicks" })) });
}

test("OTTO's sessions, each of which spans weeks, come in the order of time", async () => {
  const lines = await read("otto.jsonl", `${session(1, [1000, 9000])}\n${session(2, [2000, 8000])}\n`);
  expect(lines.map(([line, at, shopper]) => [line, at, shopper])).toEqual([
    [1, 1000, "otto-1"],
    [2, 2000, "otto-2"],
    [2, 8000, "otto-2"],
    [1, 9000, "otto-1"],
  ]);
});
