import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { importFile } from "../../../cli/import/import-file.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";

interface Stored {
  messageId: string;
  userId: string;
}

const directory = mkdtempSync(join(tmpdir(), "cartbeat-import-"));
const at = (name: string) => join(directory, name);
/** A collector that keeps ids, refuses those of nobody, and fails when told to. */
let known = new Set<string>();
let failing: () => boolean = () => false;
let printed: string[] = [];
const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(() => {
  known = new Set();
  failing = () => false;
  printed = [];
});
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(directory, { recursive: true });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  if (request.url === "/v1/settings") return void response.end(JSON.stringify(DEFAULT_SETTINGS));
  if (failing()) return void response.writeHead(400).end("{}");
  const { batch } = JSON.parse(body) as { batch: Stored[] };
  const result = { accepted: 0, duplicates: 0, rejected: [] as object[] };
  for (const [index, { messageId, userId }] of batch.entries()) {
    if (userId === "nobody") result.rejected.push({ index, code: "missing_shopper", message: "nobody" });
    else if (known.has(messageId)) result.duplicates += 1;
    else {
      known.add(messageId);
      result.accepted += 1;
    }
  }
  response.end(JSON.stringify(result));
}

function traffic(count: number): string {
  const path = at("traffic.ndjson");
  const lines = Array.from({ length: count }, (_, index) => {
    const userId = index % 1000 === 999 ? "nobody" : `u${index % 50}`;
    return JSON.stringify({ type: "track", event: "x", timestamp: "2026-01-01T00:00:00Z", userId });
  });
  writeFileSync(path, `${lines.join("\n")}\n{half\n`);
  return path;
}

function run(path: string, signal = new AbortController().signal) {
  return importFile({
    file: { path, format: "ndjson", columns: new Map(), timeZone: null },
    access: { url, secretKey: "sk" },
    rejectPath: at("rejects.ndjson"),
    statePath: at("state.json"),
    signal,
    output: { isTerminal: false, print: (line) => printed.push(line) },
  });
}

const rejects = () =>
  readFileSync(at("rejects.ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { line: number }).line);

test("imports a file, tells the lines that were not taken, and leaves no note behind", async () => {
  expect(await run(traffic(3000))).toEqual({ lines: 3001, messages: 3000, accepted: 2997, duplicates: 0, rejected: 4 });
  expect(rejects()).toEqual([1000, 2000, 3000, 3001]);
  expect(existsSync(at("state.json"))).toBe(false);
});

test("goes on where it was interrupted: everything is there once, and told once", async () => {
  const path = traffic(65_000);
  failing = () => known.size > 32_000;
  await expect(run(path)).rejects.toThrow(/refused a batch/);
  expect(existsSync(at("state.json"))).toBe(true);
  failing = () => false;
  const totals = await run(path);
  expect(printed.join()).toContain("Going on behind line 30,000.");
  expect(totals).toMatchObject({ lines: 65_001, messages: 65_000, rejected: 66 });
  expect(totals.accepted + totals.duplicates).toBe(65_000 - 65);
  expect(known.size).toBe(65_000 - 65);
  expect(rejects()).toHaveLength(66);
});

test("a file that has changed since is begun anew, which adds nothing twice", async () => {
  const path = traffic(45_000);
  failing = () => known.size > 32_000;
  await expect(run(path)).rejects.toThrow(/refused/);
  failing = () => false;
  writeFileSync(path, `${readFileSync(path, "utf8")}{more\n`);
  expect(await run(path)).toMatchObject({ lines: 45_002 });
  expect(printed.join()).not.toContain("Going on");
  expect(known.size).toBe(45_000 - 45);
});

test("stops when it is told to, with a note to go on from", async () => {
  const stop = new AbortController();
  failing = () => {
    if (known.size > 32_000) stop.abort(new Error("Stopped."));
    return false;
  };
  await expect(run(traffic(50_000), stop.signal)).rejects.toThrow("Stopped.");
  expect(existsSync(at("state.json"))).toBe(true);
});
