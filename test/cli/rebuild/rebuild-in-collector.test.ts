import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { rebuildInCollector } from "../../../cli/rebuild/rebuild-in-collector.ts";
import type { RebuildStatus } from "../../../protocol/rebuild.ts";

const IDLE: RebuildStatus = {
  state: "idle",
  phase: null,
  percentage: 0,
  rebuilt: 0,
  kept: 0,
  shards: 4,
  shards_counted: 0,
  log_since: null,
  elapsed_seconds: 0,
  error: null,
};
/** What the collector says of the rebuild, one answer after the other; the last stays. */
let answers: Partial<RebuildStatus>[] = [];
let begun = 0;
let printed: string[] = [];
const server = createServer((request, response) => {
  if (request.method === "POST") begun += 1;
  const next = answers.length > 1 ? answers.shift() : answers[0];
  response.end(JSON.stringify({ ...IDLE, ...next }));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(() => {
  begun = 0;
  printed = [];
});
afterAll(() => server.close().closeAllConnections());

function run(signal = new AbortController().signal): Promise<RebuildStatus> {
  const output = { isTerminal: false, print: (line: string) => void printed.push(line) };
  return rebuildInCollector({ access: { url, secretKey: "sk" }, signal, output });
}

test("begins a rebuild and watches it to its end", async () => {
  answers = [
    {},
    { state: "in_progress", percentage: 0 },
    { state: "in_progress", percentage: 40 },
    { state: "completed", percentage: 100, rebuilt: 7, kept: 2 },
  ];
  expect(await run()).toMatchObject({ state: "completed", rebuilt: 7, kept: 2 });
  expect(begun).toBe(1);
});

test("watches one that is under way, and begins no other", async () => {
  answers = [
    { state: "in_progress", percentage: 40 },
    { state: "completed", percentage: 100 },
  ];
  expect(await run()).toMatchObject({ state: "completed" });
  expect(begun).toBe(0);
  expect(printed).toContain("A rebuild is under way already.");
});

test("says why one failed", async () => {
  answers = [{}, { state: "in_progress" }, { state: "failed", error: "a shard did not answer" }];
  await expect(run()).rejects.toThrow("The collector could not go on: a shard did not answer");
});

test("stops watching when it is told to", async () => {
  answers = [{ state: "in_progress" }];
  const stop = new AbortController();
  const watched = run(stop.signal);
  stop.abort(new Error("stopped"));
  await expect(watched).rejects.toThrow("stopped");
});
