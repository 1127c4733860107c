import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { runCommand } from "citty";
import { afterAll, expect, test } from "vitest";
import { backtestCommand } from "../../cli/backtest/backtest-command.ts";
import { REES46_HEADER, TrafficFiles, noon } from "./backtest/traffic-file.ts";

const CLI = join(import.meta.dirname, "..", "..", "cli", "cartbeat.ts");
const files = new TrafficFiles();
afterAll(() => files.remove());

const traffic = files.rees46("traffic.csv", ["0,cart,a,10,u1", "1,cart,b,5,u2", "50,purchase,a,10,u1"]);

async function run(...args: string[]) {
  const child = spawn(process.execPath, [CLI, "backtest", ...args]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, "close")) as [number];
  return { code, stdout, stderr };
}

const message = (more: object) => ({ type: "track", event: "scroll", userId: "u1", receivedAt: noon(1), ...more });
const row = (time: string, price = "1") => `${time},cart,a,2,,,${price},u1,s1`;

test.each([
  ["no file", () => [], /Missing required positional argument: FILE/],
  ["a missing file", () => [join(files.directory, "none.csv")], /There is no file .*none\.csv\./],
  ["an empty file", () => [files.write("empty.csv", "")], /empty\.csv is empty\./],
  ["a file of something else", () => [files.write("other.csv", "a,b\n1,2\n")], /no column event_time/],
  [
    "a .gz that is none",
    () => [files.write("plain.csv.gz", Buffer.from("no gzip at all"))],
    /is not a complete gzip file/,
  ],
  ["a row with a wrong time", () => [rows(row("yesterday"))], /Line 2 cannot be read: event_time is not like/],
  ["a row that is too short", () => [rows(`${row("2026-11-20 12:00:00 UTC")}\nhalf,a row`)], /Line 3 cannot be read/],
  ["a wrong price", () => [rows(row("2026-11-20 12:00:00 UTC", "cheap"))], /Line 2 cannot be read: price/],
  [
    "a line that is no JSON",
    () => [files.write("bad.ndjson", `${JSON.stringify(message({}))}\n{`)],
    /Line 2 .*not JSON/,
  ],
  ["a line that is no object", () => [files.lines("list.ndjson", [message({}), []])], /Line 2 .*not a JSON object/],
  ["a message without receipt", () => [files.lines("no.ndjson", [message({}), {}])], /Line 2 .*receivedAt is missing/],
  [
    "messages out of order",
    () => [files.lines("order.ndjson", [message({}), message({ receivedAt: noon(0) })])],
    /Line 2 was received before the line above it/,
  ],
  [
    "a wrong receipt",
    () => [files.lines("at.ndjson", [message({ receivedAt: "noon" })])],
    /Line 1 .*receivedAt must be RFC 3339/,
  ],
  ["an unknown format", () => [traffic, "--format", "xml"], /--format must be one of rees46, ndjson, messages/],
  ["a wrong cut-off", () => [traffic, "--cutoff", "soon"], /--cutoff must be times such as/],
  ["a wrong end", () => [traffic, "--until", "never"], /--until must be/],
  ["an unknown policy", () => [traffic, "--idle-policy", "none"], /--idle-policy must be/],
  [
    "an unknown setting",
    () => [traffic, "--settings", files.lines("s.json", [{ cutof: 1 }])],
    /there is no setting cutof/,
  ],
  ["both outputs", () => [traffic, "--json", "--outcomes"], /--json or --outcomes, not both/],
  ["an unknown option", () => [traffic, "--cutof", "30"], /There is no option --cutof/],
])("%s is told in one line", async (_, args, expected) => {
  const failure = await runCommand(backtestCommand, { rawArgs: args() }).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    name: expect.stringMatching(/^(CommandError|CLIError)$/),
    message: expect.stringMatching(expected),
  });
  expect((failure as Error).message).not.toContain("\n");
});

test("a failure ends with exit code 1 and nothing but its line", async () => {
  const { code, stdout, stderr } = await run(rows(row("yesterday")));
  expect(stderr).toMatch(/^cartbeat: Line 2 cannot be read: event_time is not like [^\n]*\n$/);
  expect(stdout).toBe("");
  expect(code).toBe(1);
});

test("--json prints an array with one object for each cut-off", async () => {
  const { stdout, code } = await run(traffic, "--cutoff", "15m,30m,1h", "--idle-policy=cart_activity", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    { cutoff_minutes: 15, idle_policy: "cart_activity", until: "end", events: 3, alerts: 2, recovered: 1 },
    { cutoff_minutes: 30, needless_1h: 1, needless_24h: 1, retracted: 0 },
    { cutoff_minutes: 60, alerts: 0 },
  ]);
});

test("--outcomes prints a line for each outcome, in the order of time", async () => {
  const { stdout } = await run(traffic, "--cutoff", "15m,30m", "--outcomes");
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { at: string; cutoff_minutes: number });
  expect(lines.map(({ at, cutoff_minutes }) => `${at} ${cutoff_minutes}`)).toEqual([
    `${noon(15)} 15`,
    `${noon(16)} 15`,
    `${noon(30)} 30`,
    `${noon(31)} 30`,
    `${noon(50)} 15`,
    `${noon(50)} 30`,
  ]);
});

test("on a terminal it is a table and a plot", async () => {
  const { stdout, code } = await run(traffic, "--cutoff", "15m,2h");
  expect(code).toBe(0);
  expect(stdout).toMatch(/3 events, from 2026-11-20 12:00:00Z to 2026-11-20 12:50:00Z; idle policy any_activity/);
  expect(stdout).toMatch(/^15 min +2 +1 +1 +1 +0 +0 +15\.00 USD +10\.00 USD$/m);
  expect(stdout).toMatch(/^15 min │█{25}░{25} 2$/m);
  expect(stdout).toMatch(/^ +2 h │ 0$/m);
});

test("a file without outcomes prints none", async () => {
  const { stdout, code } = await run(files.write("none.csv", `${REES46_HEADER}\n`), "--outcomes");
  expect(code).toBe(0);
  expect(stdout).toBe("");
});

function rows(text: string): string {
  return files.write(`rows-${text.length}-${text.slice(0, 5)}.csv`, `${REES46_HEADER}\n${text}\n`);
}
