import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import { readSettings } from "../../cli/collector/store-cutoff.ts";
import { DEFAULT_SETTINGS } from "../../protocol/settings.ts";
import { startCollector, type Collector } from "../support/collector.ts";

const CLI = join(import.meta.dirname, "..", "..", "cli", "cartbeat.ts");
const HEADER = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";
const FILE_START = Date.UTC(2019, 10, 1);

/** [second of the file, type, user, price]; the cut-off of the replay is 5 minutes of the file. */
const ROWS: [number, string, string, string][] = [
  [0, "view", "leaves", "10.00"],
  [1, "cart", "leaves", "10.00"],
  [2, "purchase", "buys-without-a-cart", "7.50"],
  [10, "cart", "buys", "20.00"],
  [10, "cart", "buys", "20.00"],
  [60, "purchase", "buys", "20.00"],
  [61, "cart", "comes-back-late", "30.00"],
  [62, "cart", "keeps-looking", "5.00"],
  [200, "view", "keeps-looking", "5.00"],
  [300, "view", "a-bad-price", "-1"],
  [350, "view", "keeps-looking", "5.00"],
  [500, "view", "keeps-looking", "5.00"],
  [600, "purchase", "comes-back-late", "30.00"],
  [700, "cart", "leaves-at-the-end", "12.00"],
  // 500 + 300 is the newest row's time exactly: due, and so counted to the end of the file.
  [800, "view", "looks", "1.00"],
];

const directory = mkdtempSync(join(tmpdir(), "cartbeat-replay-"));
const traffic = join(directory, "traffic.csv.gz");
let collector: Collector;

beforeAll(async () => {
  const lines = ROWS.map(([second, type, user, price]) => {
    const time = new Date(FILE_START + second * 1000).toISOString().slice(0, 19).replace("T", " ");
    return `${time} UTC,${type},1001,2053,electronics.phone,acme,${price},${user},session-${user}`;
  });
  writeFileSync(traffic, gzipSync([HEADER, ...lines, ""].join("\n")));
  collector = await startCollector();
});
afterAll(async () => {
  await collector?.stop();
  rmSync(directory, { recursive: true });
});

function start(...args: string[]) {
  const child = spawn(process.execPath, [CLI, "replay", traffic, `--url=${collector.url}`, ...args]);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  const closed = once(child, "close").then(([code]) => ({ ...output, code: code as number | null }));
  return { child, closed, output };
}

async function expectNothingLeftBehind(): Promise<void> {
  expect((await readSettings(collector)).cutoff_minutes).toEqual(DEFAULT_SETTINGS.cutoff_minutes);
  expect(await ownerRequest(collector, { method: "GET", path: "/v1/webhooks" })).toMatchObject({ data: [] });
}

describe("replaying a file of shop traffic", () => {
  test("a wrong write key is one clear line, and everything is put back", async () => {
    const { code, stderr } = await start("--speed=120", "--cutoff=5", "--write-key=wk_wrong_KEY").closed;
    expect(stderr).toMatch(/does not know the write key/);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(1);
    await expectNothingLeftBehind();
  });

  test("tells what was taken and which carts were left, each once", async () => {
    const { code, stdout, stderr } = await start("--speed=120", "--cutoff=5").closed;
    expect(stderr).toBe("");
    expect(stdout).toContain("rows 15, sent 15: accepted 14, duplicates 0, rejected 1");
    expect(stdout).toMatch(/rejected line 11: invalid_price/);
    // leaves, comes-back-late and keeps-looking by the end; leaves-at-the-end after it.
    expect(stdout).toContain("alerts by end of file: 3, in all: 4");
    expect(stdout).toMatch(/each verified \(0 bad signatures\), none twice/);
    expect(stdout).toContain("recovered: 1, retracted: 0");
    expect(stdout).toContain("replay 100 % (15 of 15)");
    expect(code).toBe(0);
    await expectNothingLeftBehind();
  });

  test("the same file again is all duplicates, and not one alert", async () => {
    const { code, stdout } = await start("--speed=240", "--cutoff=5").closed;
    expect(stdout).toContain("rows 15, sent 15: accepted 0, duplicates 14, rejected 1");
    expect(stdout).toContain("alerts by end of file: 0, in all: 0");
    expect(code).toBe(0);
  });

  test("Ctrl-C stops it, and everything is put back", async () => {
    const { child, closed, output } = start("--speed=1", "--cutoff=5");
    while (!output.stdout.includes("replay 10 %")) await once(child.stdout, "data");
    child.kill("SIGINT");
    const { code, stdout } = await closed;
    expect(stdout).toContain("Stopped before the end.");
    expect(code).toBe(130);
    await expectNothingLeftBehind();
  });
});
