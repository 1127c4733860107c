import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { writeTraffic } from "../../cli/generate/write-traffic.ts";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import type { LedgerAnswer } from "../../protocol/ledger-line.ts";
import { startCollector, type Collector } from "../support/collector.ts";

const CLI = join(import.meta.dirname, "..", "..", "cli", "cartbeat.ts");
const EVENTS = 1000;
/** What two shoppers do live after the import: both leave a cart, one comes back and buys. */
const LIVE_EVENTS = 3;
const WRITE_KEY = "wk_dev_DEVELOPMENTONLY";
const UNTIL = Date.UTC(2026, 9, 1);
const DAY_MS = 86_400_000;
/** What does not depend on when it is asked. */
const METRICS = [
  "/v1/statistics",
  "/v1/metrics/active_users?date=2026-09-30&days=7",
  "/v1/metrics/engagement?date=2026-09-30",
  "/v1/metrics/funnel?start=2026-09-24&end=2026-09-30",
  "/v1/metrics/totals",
  "/v1/metrics/churn?limit=1000",
  "/v1/metrics/timeseries?metric=events&interval=day&start=2026-09-24&end=2026-09-30",
  "/v1/metrics/abandonment",
  "/v1/shoppers/live-left/timeline",
  "/v1/outcomes",
];

/** A line of exported events, as far as filters ask for it. */
interface Line {
  event?: string;
  timestamp: string;
  properties?: Record<string, unknown>;
}

// Each test waits for what is durable and known, on however busy a machine.
vi.setConfig({ testTimeout: 300_000 });

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

const ask = (collector: Collector, route: string) => ownerRequest(collector, { method: "GET", path: route });

/** Carts are due a tenth of a second after the last activity. */
async function hurry(collector: Collector): Promise<void> {
  const body = { cutoff_minutes: { cart: 1 / 600, checkout: 1 / 600, payment: 1 / 600 } };
  await ownerRequest(collector, { method: "PATCH", path: "/v1/settings", body });
}

async function doLive(event: string, userId: string, properties: object): Promise<void> {
  const body = {
    writeKey: WRITE_KEY,
    batch: [{ type: "track", event, userId, messageId: `${userId} ${event}`, properties }],
  };
  const response = await fetch(`${first.url}/v1/batch`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

async function told(collector: Collector, count: number): Promise<void> {
  const lines = async () => ((await ask(collector, "/v1/ledger")) as LedgerAnswer).data.flatMap((each) => each.lines);
  await vi.waitFor(async () => expect(await lines()).toHaveLength(count), { timeout: 60_000, interval: 200 });
}

async function totalEvents(collector: Collector): Promise<number> {
  return ((await ask(collector, "/v1/statistics")) as { total_events: number }).total_events;
}

/** Once the shards know of every event. */
async function settled(collector: Collector, events: number): Promise<void> {
  await vi.waitFor(async () => expect(await totalEvents(collector)).toBe(events), { timeout: 60_000, interval: 500 });
}

async function metricsOf(collector: Collector): Promise<unknown[]> {
  const answers = METRICS.map(async (metric) => {
    const answer = (await ask(collector, metric)) as Record<string, unknown>;
    return { ...answer, as_of: null };
  });
  return Promise.all(answers);
}

test("an import whose collector is killed under it, and that is killed itself, ends with exactly what was in the file", async () => {
  await Promise.all([hurry(first), hurry(second)]);
  const importing = ["import", path("traffic.ndjson.gz"), "--url", first.url];
  const killed = start(...importing);
  const stored = async (more: number) =>
    vi.waitFor(async () => expect(await totalEvents(first)).toBeGreaterThan(more), { timeout: 60_000, interval: 50 });
  await stored(50);
  await first.killRuntime();
  // The importer tries again until somebody answers.
  await first.restart();
  await stored(150);
  killed.child.kill("SIGKILL");
  await killed.over;
  const report = await cartbeat(...importing);
  const [, accepted, duplicates] = /accepted ([\d,]+), duplicates ([\d,]+), rejected 0/.exec(report) ?? [];
  expect(Number(accepted?.replace(",", "")) + Number(duplicates?.replace(",", ""))).toBe(EVENTS);
  await settled(first, EVENTS);
});

test("the same file again adds nothing", async () => {
  const report = await cartbeat("import", path("traffic.ndjson.gz"), "--url", first.url);
  expect(report).toContain("accepted 0, duplicates 1,000, rejected 0");
  expect(await totalEvents(first)).toBe(EVENTS);
});

// The first finds the other store empty; of the second every line is known there.
test.each(["csv.gz", "ndjson"])(
  "the exports as .%s, imported elsewhere, give the same metrics and the same exports, byte for byte",
  async (ending) => {
    if (ending === "csv.gz") {
      const items = [{ item_id: "sku-1", item_variant: "L", price: 10 }];
      await doLive("add_to_cart", "live-left", { items, cart_token: "t-1" });
      await doLive("add_to_cart", "live-bought", { items, coupon: "TEN" });
      await told(first, 2);
      await doLive("purchase", "live-bought", { transaction_id: "o-1", value: 10, items });
      await told(first, 3);
      await settled(first, EVENTS + LIVE_EVENTS);
    }
    const exported = async (table: string, collector: Collector, of: string) => {
      await cartbeat("export", table, "--to", `${of}-${table}.${ending}`, "--url", collector.url);
      return readFileSync(path(`${of}-${table}.${ending}`));
    };
    // A guest's past that was on its way to its user when the collector was killed arrives with the user's alarm.
    const whole = await exported("events", first, "first");
    const outcomes = await exported("outcomes", first, "first");
    for (const table of ["events", "outcomes"]) {
      expect(await cartbeat("import", `first-${table}.${ending}`, "--url", second.url)).toMatch(/rejected 0/);
    }
    await settled(second, EVENTS + LIVE_EVENTS);
    expect((await exported("events", second, "second")).equals(whole)).toBe(true);
    expect((await exported("outcomes", second, "second")).equals(outcomes)).toBe(true);
    await vi.waitFor(async () => expect(await metricsOf(second)).toEqual(await metricsOf(first)), {
      timeout: 90_000,
      interval: 1000,
    });
    const shoppers = await exported("shoppers", first, "first");
    expect((await exported("shoppers", second, "second")).equals(shoppers)).toBe(true);
  },
);

test.each([
  [["--event-type", "purchase"], ({ event }: Line) => event === "purchase"],
  [["--device", "mobile"], ({ properties }: Line) => properties?.["device"] === "mobile"],
  [["--source", "website"], ({ properties }: Line) => properties?.["source"] === "website"],
  [["--start", "2026-09-26", "--end", "2026-09-27"], ({ timestamp }: Line) => /^2026-09-2[67]T/.test(timestamp)],
  [["--session", "s-"], () => false],
])("an export of events with %j has those and no others", async (filter, isWanted) => {
  const whole = linesOf("first-events.ndjson");
  await cartbeat("export", "events", ...filter, "--to", "some.ndjson", "--url", first.url);
  expect(linesOf("some.ndjson")).toEqual(whole.filter(isWanted));
});

function linesOf(name: string): Line[] {
  const text = readFileSync(path(name), "utf8").trimEnd();
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as Line);
}

test("shoppers are exported, each once; outcomes are those that were told, not those of the past that was muted", async () => {
  const shoppers = readFileSync(path("first-shoppers.ndjson"), "utf8").trimEnd().split("\n");
  const ids = shoppers.map((line) => (JSON.parse(line) as { shopper: string }).shopper);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(30);
  expect(readFileSync(path("first-outcomes.ndjson"), "utf8").trimEnd().split("\n")).toHaveLength(3);
});
