import { spawn, type ChildProcess } from "node:child_process";

/** How a command ended. */
export interface CommandResult {
  /** The exit code; 1 when a signal or the time limit ended it. */
  code: number;
  /** Standard output and error as they came; empty when they were passed through. */
  output: string;
  timedOut: boolean;
  seconds: number;
}

/** How long an interrupted command may take to stop what it started before it is killed. */
const STOP_GRACE_MS = 5_000;

/** Signals that end this process, with the exit code a shell expects of each. */
const SIGNAL_CODES = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const;

/** Process groups that are alive, by leader. */
const running = new Set<ChildProcess>();
let watching = false;
/** The exit code to end with once everything has stopped; null while nobody interrupted. */
let interrupted: number | null = null;

/**
 * Runs a command to its end, from the repository's root, in a process group of its own; whatever of the group is left
 * when the leader ends (a runtime, a browser) is killed. `capture` collects the output instead of passing it through.
 */
export async function runCommand(
  command: readonly string[],
  options: { capture?: boolean; timeoutMs: number; env?: Record<string, string> },
): Promise<CommandResult> {
  const [file = "", ...args] = command;
  const started = performance.now();
  const child = spawn(file, args, {
    cwd: new URL("..", import.meta.url),
    env: { ...process.env, ...options.env },
    stdio: options.capture ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    detached: process.platform !== "win32",
  });
  running.add(child);
  watchSignals();
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    signalGroup(child, "SIGINT");
    setTimeout(() => signalGroup(child, "SIGKILL"), STOP_GRACE_MS).unref();
  }, options.timeoutMs);
  const code = await new Promise<number>((done) => {
    child.on("error", (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      done(1);
    });
    child.on("exit", (status) => done(status ?? 1));
  });
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
  running.delete(child);
  if (interrupted !== null && running.size === 0) process.exit(interrupted);
  const seconds = (performance.now() - started) / 1000;
  return { code: timedOut ? 1 : code, output: Buffer.concat(chunks).toString("utf8"), timedOut, seconds };
}

/** A group of its own does not get the terminal's Ctrl-C: pass it on, then end as the signal asked. */
function watchSignals(): void {
  if (watching) return;
  watching = true;
  for (const [signal, code] of SIGNAL_CODES) {
    process.on(signal, () => {
      interrupted = code;
      for (const child of running) signalGroup(child, "SIGINT");
      setTimeout(() => {
        for (const child of running) signalGroup(child, "SIGKILL");
      }, STOP_GRACE_MS);
    });
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
