import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { descendants } from "../../scripts/collector/process-tree.ts";

const DEMO = join(import.meta.dirname, "..", "..", "scripts", "demo.ts");

let temporary: string;
let child: ChildProcess | null = null;
let output = "";

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "demo-test-"));
});
afterEach(() => {
  // Only after a failed test is anything left to kill.
  for (const pid of processes()) kill(pid);
  rmSync(temporary, { recursive: true, force: true });
});

function startDemo(...args: string[]): ChildProcess {
  output = "";
  child = spawn(process.execPath, [DEMO, ...args], { env: { ...process.env, TMPDIR: temporary } });
  child.stdout?.on("data", (chunk) => (output += String(chunk)));
  child.stderr?.on("data", (chunk) => (output += String(chunk)));
  return child;
}

async function printed(text: string): Promise<void> {
  await vi.waitFor(() => expect(output).toContain(text), { timeout: 90_000, interval: 50 });
}

function processes(): number[] {
  return child?.pid === undefined ? [] : [child.pid, ...descendants(child.pid)];
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A process that has been told to end is seen for another moment, until the system has noticed. */
async function expectEnded(pids: number[]): Promise<void> {
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 2000, interval: 50 });
}

/** Every port of 127.0.0.1 that the demo has printed. */
function ports(): number[] {
  return [...new Set(Array.from(output.matchAll(/127\.0\.0\.1:(\d+)/g), (match) => Number(match[1])))];
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const result = await Promise.race([
    once(socket, "connect").then(() => true),
    once(socket, "close").then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return result;
}

/** The collector's state is the only thing the demo keeps outside the repository. */
function stateLeft(): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith("cartbeat-"));
}

test("--once ends by itself with exit code 0 after five verified alerts", async () => {
  const demo = startDemo("--once");
  const [code] = (await once(demo, "close")) as [number];
  // One more may arrive while the demo is ending.
  expect(output.match(/webhook verified {2}cart\.abandoned/g)?.length).toBeGreaterThanOrEqual(5);
  expect(output).toMatch(/carts left +\d+, each told by one verified webhook\n/);
  expect(output).toMatch(/bad signatures +0/);
  expect(code).toBe(0);
  expect(stateLeft()).toEqual([]);
});

test("--once ends with another exit code when the alerts do not come in time", async () => {
  const demo = startDemo("--once", "--within", "2");
  const [code] = (await once(demo, "close")) as [number];
  expect(output).toContain("Only 0 of 5 alerts came within 2 s.");
  expect(code).toBe(1);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s leaves no process and no port behind", async (signal) => {
  const demo = startDemo();
  await printed("webhook verified");
  const family = processes();
  expect(family.length).toBeGreaterThan(2);
  const listening = ports();
  expect(listening.length).toBe(3);
  for (const port of listening) expect(await isListening(port)).toBe(true);

  demo.kill(signal);
  const [code] = (await once(demo, "close")) as [number];

  expect(output).toMatch(/Totals\n +simulated shoppers +\d+/);
  expect(code).toBe(0);
  await expectEnded(family);
  for (const port of listening) expect(await isListening(port)).toBe(false);
  expect(stateLeft()).toEqual([]);
});

test("Ctrl-C while everything is still starting leaves nothing behind either", async () => {
  const demo = startDemo();
  await printed("Starting the collector");
  // The collector's own processes must be there, or there would be nothing to leave behind.
  while (processes().length < 3) await new Promise((resolve) => setTimeout(resolve, 50));
  const family = processes();
  demo.kill("SIGINT");
  await once(demo, "close");
  await expectEnded(family);
  expect(stateLeft()).toEqual([]);
});
