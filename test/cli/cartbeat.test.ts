import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const CLI = join(import.meta.dirname, "..", "..", "cli", "cartbeat.ts");
const NOBODY = "--url=http://127.0.0.1:9";

// Each case starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const directory = mkdtempSync(join(tmpdir(), "cartbeat-cli-"));
const traffic = join(directory, "traffic.csv");
const wrongColumns = join(directory, "wrong.csv");
const strict = createServer((_, response) => response.writeHead(401).end("{}"));
let strictUrl = "";

beforeAll(async () => {
  writeFileSync(traffic, "event_time,event_type,product_id,price,user_id,user_session\n");
  writeFileSync(wrongColumns, "time,what\n1,2\n");
  strict.listen(0, "127.0.0.1");
  await once(strict, "listening");
  strictUrl = `--url=http://127.0.0.1:${(strict.address() as AddressInfo).port}`;
});
afterAll(() => {
  strict.close().closeAllConnections();
  rmSync(directory, { recursive: true });
});

async function cartbeat(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, "close")) as [number];
  return { code, stdout, stderr };
}

test.each([
  ["a missing file", () => ["replay", join(directory, "none.csv"), NOBODY], /There is no file .*none\.csv/],
  ["wrong columns", () => ["replay", wrongColumns, NOBODY], /no column event_time/],
  ["an unreachable collector", () => ["replay", traffic, NOBODY], /No collector answers at http:\/\/127\.0\.0\.1:9\b/],
  ["a wrong secret key", () => ["replay", traffic, strictUrl, "--secret-key=sk_x"], /refused the secret key/],
  ["a wrong admin key", () => ["stores", "list", strictUrl], /refused the admin key/],
  ["a store without a name", () => ["stores", "create", NOBODY], /Which store\?/],
  ["a speed of 0", () => ["replay", traffic, NOBODY, "--speed", "0"], /--speed must be a number above 0/],
  ["a cut-off in words", () => ["replay", traffic, NOBODY, "--cutoff", "soon"], /--cutoff must be a number above 0/],
  [
    "an address that is none",
    () => ["replay", traffic, "--url", "localhost"],
    /--url must be an http or https address/,
  ],
  ["an unknown option", () => ["replay", traffic, NOBODY, "--sped", "60"], /There is no option --sped/],
  ["a second file", () => ["replay", traffic, traffic, NOBODY], /Only 1 argument is expected/],
  ["both ways to end", () => ["replay", traffic, NOBODY, "--wait", "--once-end"], /not both/],
  ["no file", () => ["replay", NOBODY], /Missing required positional argument: FILE/],
  ["an unknown command", () => ["repaly"], /Unknown command repaly/],
])("%s is one clear line and exit code 1", async (_, args, message) => {
  const { code, stdout, stderr } = await cartbeat(...args());
  expect(stderr).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stdout).toBe("");
  expect(code).toBe(1);
});

test.each([[["help"]], [["--help"]], [[]]])("%j lists the commands", async (args) => {
  const { code, stdout } = await cartbeat(...args);
  expect(stdout).toMatch(/COMMANDS[^]*replay/);
  expect(code).toBe(0);
});

test.each([[["help", "replay"]], [["replay", "--help"]]])("%j explains every option", async (args) => {
  const { code, stdout } = await cartbeat(...args);
  for (const option of [
    "FILE",
    "--speed",
    "--cutoff",
    "--url",
    "--write-key",
    "--secret-key",
    "--wait",
    "--once-end",
  ]) {
    expect(stdout).toContain(option);
  }
  expect(code).toBe(0);
});
