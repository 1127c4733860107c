import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const CLI = join(import.meta.dirname, "..", "..", "..", "cli", "cartbeat.ts");
const NOBODY = "--url=http://127.0.0.1:9";
const directory = mkdtempSync(join(tmpdir(), "cartbeat-import-"));
const traffic = join(directory, "traffic.csv");
writeFileSync(traffic, "event_time,event_type,user_id\n");
afterAll(() => rmSync(directory, { recursive: true }));

async function cartbeat(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: directory });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, "close")) as [number];
  return { code, stdout, stderr };
}

test.each([
  ["a missing file", ["import", "none.csv", NOBODY], /There is no file none\.csv/],
  ["nobody at the address", ["import", traffic, NOBODY], /No collector answers at http:\/\/127\.0\.0\.1:9\b/],
  ["a name that says nothing", ["import", "traffic", NOBODY], /give --format csv or ndjson/],
  ["another format", ["import", traffic, NOBODY, "--format", "xml"], /--format must be one of csv, ndjson/],
  ["a zone that is none", ["import", traffic, NOBODY, "--time-zone", "Mars"], /There is no time zone "Mars"/],
  ["a map of something else", ["import", traffic, NOBODY, "--map", "colour=x"], /--map must be like timestamp=when/],
  ["an unknown table", ["export", "carts", NOBODY], /--table must be one of events, shoppers, outcomes/],
  ["a filter for no events", ["export", "shoppers", NOBODY, "--source", "x"], /Filters are for events only/],
  ["an export from nobody", ["export", "events", NOBODY], /No collector answers/],
  [
    "an export to nowhere",
    ["export", "events", NOBODY, "--to", "none/x.csv"],
    /No collector answers|cannot be written/,
  ],
])("%s is one clear line and exit code 1", async (_, args, message) => {
  const { code, stderr } = await cartbeat(...args);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(code).toBe(1);
});

test.each([
  ["import", ["FILE", "--time-zone", "--map", "--format", "--rejects", "--state"]],
  ["export", ["TABLE", "--to", "--event-type", "--customer", "--start"]],
  ["generate", ["--count", "--seed", "--days", "--locale", "--to", "--mode"]],
])("help %s explains every option", async (command, options) => {
  const { stdout } = await cartbeat("help", command);
  for (const option of options) expect(stdout).toContain(option);
});
