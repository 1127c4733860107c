import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeTraffic } from "../../../cli/generate/write-traffic.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";

const CLI = join(import.meta.dirname, "..", "..", "..", "cli", "cartbeat.ts");
/** Says at its end how much memory the process ever had, in kilobytes. */
const WITNESS = `data:text/javascript,process.on("exit",()=>console.log("peak",process.resourceUsage().maxRSS))`;
const DAY_MS = 86_400_000;
const MEGABYTE = 1024;

const directory = mkdtempSync(join(tmpdir(), "cartbeat-memory-"));
/** A collector that takes everything. */
const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => (body += text));
  request.on("end", () => {
    if (request.url === "/v1/settings") return void response.end(JSON.stringify(DEFAULT_SETTINGS));
    const accepted = body.split('{"messageId":').length - 1;
    return void response.end(JSON.stringify({ accepted, duplicates: 0, rejected: [] }));
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => {
  server.close().closeAllConnections();
  rmSync(directory, { recursive: true });
});

/** Imports a packed file of so many events in a process of its own; answers the most memory that it had, in kilobytes. */
async function peakOf(count: number): Promise<number> {
  const path = join(directory, `${count}.ndjson.gz`);
  await writeTraffic({
    traffic: { count, seed: "memory", until: Date.UTC(2026, 9, 1), lengthMs: 30 * DAY_MS, locale: "vi-VN" },
    path,
    append: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  const child = spawn(process.execPath, ["--import", WITNESS, CLI, "import", path, "--url", url], { cwd: directory });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  await once(child, "close");
  expect(output).toContain(`accepted ${count.toLocaleString("en-US")}, duplicates 0, rejected 0`);
  return Number(/peak (\d+)/.exec(output)?.[1] ?? Number.NaN);
}

test(
  "a file that is six times as long takes no more memory, and 300 MB are never needed",
  { timeout: 240_000 },
  async () => {
    const short = await peakOf(20_000);
    const long = await peakOf(120_000);
    expect(long).toBeLessThan(300 * MEGABYTE);
    // The collector of garbage takes its time: some of what is over lies about.
    expect(long - short).toBeLessThan(100 * MEGABYTE);
  },
);
