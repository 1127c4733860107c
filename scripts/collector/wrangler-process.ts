import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { descendants } from "./process-tree.ts";

const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 5_000;
const POLL_MS = 100;
const KEPT_LINES = 200;

/** One run of `wrangler dev` in a process group of its own. */
export interface WranglerProcess {
  stop(): Promise<void>;
  kill(): Promise<void>;
  output(): string;
}

interface WranglerOptions {
  repository: string;
  port: number;
  persistTo: string;
  url: string;
  vars?: Record<string, string>;
  onLine?: (line: string) => void;
}

/**
 * Starts `wrangler dev` and returns when the collector behind it is healthy.
 * Rejects, with what it printed, when it ends or is not healthy in time; nothing is left running then.
 */
export async function startWrangler(options: WranglerOptions): Promise<WranglerProcess> {
  const lines: string[] = [];
  const child = spawnWrangler(options);
  const collect = (chunk: string) => {
    for (const line of chunk.split("\n").filter((text) => text.trim() !== "")) {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      options.onLine?.(line);
    }
  };
  child.stdout?.setEncoding("utf8").on("data", collect);
  child.stderr?.setEncoding("utf8").on("data", collect);
  // A parent that ends without stopping us leaves nothing behind.
  const killOnExit = () => killTree(child);
  process.once("exit", killOnExit);

  const end = async (firstSignal: NodeJS.Signals) => {
    process.off("exit", killOnExit);
    await endTree(child, firstSignal);
  };
  const healthy = await waitUntilHealthy(child, options.url);
  if (!healthy) {
    await end("SIGKILL");
    throw new Error(`The collector did not become healthy:\n${lines.join("\n")}`);
  }
  return { stop: () => end("SIGTERM"), kill: () => end("SIGKILL"), output: () => lines.join("\n") };
}

function spawnWrangler({ repository, port, persistTo, vars = {} }: WranglerOptions): ChildProcess {
  const bin = join(repository, "node_modules", ".bin");
  const wranglerArguments = [
    "dev",
    `--port=${port}`,
    "--ip=127.0.0.1",
    "--inspector-port=0",
    `--persist-to=${persistTo}`,
    "--show-interactive-dev-session=false",
    ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
  ];
  // A resident object holds three file descriptors: at the usual soft limit of 1,024 about the 330th shopper fails.
  const command = 'ulimit -n "$(ulimit -Hn)" 2>/dev/null; exec "$0" "$@"';
  const script = join(repository, "node_modules", "wrangler", "bin", "wrangler.js");
  return spawn("/bin/sh", ["-c", command, join(bin, "node"), script, ...wranglerArguments], {
    cwd: repository,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      WRANGLER_SEND_METRICS: "false",
      // Two collectors on one machine must not find each other's objects.
      WRANGLER_REGISTRY_PATH: join(persistTo, "registry"),
      FORCE_COLOR: "0",
    },
  });
}

async function waitUntilHealthy(child: ChildProcess, url: string): Promise<boolean> {
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while (Date.now() < giveUpAt && child.exitCode === null && child.signalCode === null) {
    try {
      const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) });
      await response.body?.cancel();
      if (response.ok) return true;
    } catch {
      // Nobody listens yet.
    }
    await sleep(POLL_MS);
  }
  return false;
}

/** Node may end before the runtime does, and would leave it behind with the port and the state: both are watched. */
async function endTree(child: ChildProcess, firstSignal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined) return;
  const family = [child.pid, ...descendants(child.pid)];
  // The runtime goes first, so that nothing can tell it to tidy up before it dies.
  if (firstSignal === "SIGKILL") for (const pid of descendants(child.pid, "workerd")) signal(pid, "SIGKILL");
  signal(-child.pid, firstSignal);
  if (await allEnded(family)) return;
  for (const pid of family) signal(pid, "SIGKILL");
  await allEnded(family);
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  for (const pid of descendants(child.pid)) signal(pid, "SIGKILL");
  signal(-child.pid, "SIGKILL");
}

async function allEnded(pids: number[]): Promise<boolean> {
  const giveUpAt = Date.now() + STOP_LIMIT_MS;
  while (pids.some((pid) => signal(pid, 0))) {
    if (Date.now() > giveUpAt) return false;
    await sleep(POLL_MS / 2);
  }
  return true;
}

/** True if there was a process to signal. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
