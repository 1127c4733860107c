import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeTraffic } from "../../cli/generate/write-traffic.ts";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import { startCollector, type Collector } from "../support/collector.ts";

const CLI = join(import.meta.dirname, "..", "..", "cli", "cartbeat.ts");
const EVENTS = 2000;
const UNTIL = Date.UTC(2026, 9, 1);
const DAY_MS = 86_400_000;
/** What does not depend on when it is asked. */
const METRICS = [
  "/v1/statistics",
  "/v1/metrics/active_users?date=2026-09-30&days=7",
  "/v1/metrics/engagement?date=2026-09-30",
  "/v1/metrics/funnel?start=2026-09-24&end=2026-09-30",
];

const directory = mkdtempSync(join(tmpdir(), "cartbeat-history-"));
const path = (name: string) => join(directory, name);
let first: Collector;
let second: Collector;

beforeAll(async () => {
  await writeTraffic({
    traffic: { count: EVENTS, seed: "e2e", until: UNTIL, lengthMs: 6 * DAY_MS, locale: "vi-VN" },
    path: path("traffic.ndjson.gz"),
    append: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  [first, second] = await Promise.all([startCollector(), startCollector()]);
});
afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()]);
  rmSync(directory, { recursive: true });
});

function start(...args: string[]): { child: ChildProcess; over: Promise<{ code: number | null; output: string }> } {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: directory });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  return { child, over: once(child, "close").then(([code]) => ({ code: code as number | null, output })) };
}

async function cartbeat(...args: string[]): Promise<string> {
  const { code, output } = await start(...args).over;
  expect(output).not.toContain("cartbeat:");
  expect(code).toBe(0);
  return output;
}

async function totalEvents(collector: Collector): Promise<number> {
  const answer = await ownerRequest(collector, { method: "GET", path: "/v1/statistics" });
  return (answer as { total_events: number }).total_events;
}

/** Once the shards know of every event. */
async function settled(collector: Collector): Promise<void> {
  await vi.waitFor(async () => expect(await totalEvents(collector)).toBe(EVENTS), { timeout: 60_000, interval: 500 });
}

async function metricsOf(collector: Collector): Promise<unknown[]> {
  const answers = METRICS.map(async (metric) => {
    const answer = (await ownerRequest(collector, { method: "GET", path: metric })) as Record<string, unknown>;
    return { ...answer, as_of: null };
  });
  return Promise.all(answers);
}

test("an import that is killed, and whose collector is killed, ends with exactly what was in the file", async () => {
  const importing = ["import", path("traffic.ndjson.gz"), "--url", first.url];
  const killed = start(...importing);
  await vi.waitFor(async () => expect(await totalEvents(first)).toBeGreaterThan(50), { timeout: 60_000, interval: 50 });
  killed.child.kill("SIGKILL");
  await killed.over;
  await first.killRuntime();
  await first.restart();
  const report = await cartbeat(...importing);
  const [, accepted, duplicates] = /accepted ([\d,]+), duplicates ([\d,]+), rejected 0/.exec(report) ?? [];
  expect(Number(accepted?.replace(",", "")) + Number(duplicates?.replace(",", ""))).toBe(EVENTS);
  await settled(first);
});

test("the same file again adds nothing", async () => {
  const report = await cartbeat("import", path("traffic.ndjson.gz"), "--url", first.url);
  expect(report).toContain("accepted 0, duplicates 2,000, rejected 0");
  expect(await totalEvents(first)).toBe(EVENTS);
});

test.each(["ndjson", "csv.gz"])(
  "the export as .%s, imported elsewhere, gives the same metrics and the same export",
  async (ending) => {
    const name = `first.${ending}`;
    await cartbeat("export", "events", "--to", name, "--url", first.url);
    expect(await cartbeat("import", name, "--url", second.url)).toMatch(/rejected 0/);
    await settled(second);
    await cartbeat("export", "events", "--to", `second.${ending}`, "--url", second.url);
    expect(readFileSync(path(`second.${ending}`)).equals(readFileSync(path(name)))).toBe(true);
    // A guest's past that was on its way to its user when the collector was killed arrives with the user's alarm.
    await vi.waitFor(async () => expect(await metricsOf(second)).toEqual(await metricsOf(first)), {
      timeout: 90_000,
      interval: 1000,
    });
  },
);

test("shoppers are exported, each once; nothing was alerted, so there are no outcomes", async () => {
  await cartbeat("export", "shoppers", "--url", first.url);
  const shoppers = readFileSync(path("shoppers.ndjson"), "utf8").trimEnd().split("\n");
  const ids = shoppers.map((line) => (JSON.parse(line) as { shopper: string }).shopper);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(50);
  expect(await cartbeat("export", "outcomes", "--url", first.url)).toContain("0 outcomes");
});
