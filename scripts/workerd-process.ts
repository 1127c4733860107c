import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { withDescriptors } from "./with-descriptors.ts";
import { workerdBinary } from "./workerd-binary.ts";

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 5_000;
const KEPT_CHARACTERS = 4000;

/** A running `workerd serve`. */
export interface WorkerdProcess {
  readonly pid: number;
  /** Requests under way are answered, then it ends; after the limit it is killed. Resolves when the process is gone. */
  stop(): Promise<void>;
  /** SIGKILL, as a power cut would. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Resolves when the process has ended, with its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** How to start workerd. */
export interface WorkerdOptions {
  /** The configuration's file. */
  config: string;
  /** Where it answers GET /health once it runs. */
  port: number;
  /** The host to ask there; absent: 127.0.0.1. */
  host?: string;
  /** Variables that the configuration reads. It gets nothing else of this process's environment. */
  env: Readonly<Record<string, string>>;
  /** How long `stop` waits for requests under way; absent: 5 s. */
  stopLimitMs?: number;
  /** Told everything that it prints. */
  onOutput?: (text: string) => void;
}

/** Starts workerd with a configuration and resolves when it is healthy; rejects with what it printed. */
export async function startWorkerd(options: WorkerdOptions): Promise<WorkerdProcess> {
  const [file = "", ...args] = withDescriptors(withoutInterrupts([workerdBinary.path, "serve", options.config]));
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env: options.env });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-KEPT_CHARACTERS);
      options.onOutput?.(text);
    });
  }
  const ended = new Promise<number | null>((done) => {
    child.once("exit", (code) => done(code));
    child.once("error", (error) => {
      printed += error.message;
      done(1);
    });
  });
  const killOnExit = () => child.kill("SIGKILL");
  process.once("exit", killOnExit);
  void ended.then(() => process.off("exit", killOnExit));

  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), options.stopLimitMs ?? STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  };
  const giveUpAt = performance.now() + START_LIMIT_MS;
  while (!(await answers(options.host ?? "127.0.0.1", options.port))) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > giveUpAt) {
      await kill();
      throw new Error(`workerd did not start:\n${printed}`);
    }
    await sleep(50);
  }
  return { pid: child.pid ?? 0, stop, kill, ended };
}

/** A terminal's Ctrl-C reaches every process of its group, and would end workerd with its requests unanswered. */
function withoutInterrupts(command: readonly string[]): readonly string[] {
  return process.platform === "win32" ? command : ["/bin/sh", "-c", `trap "" INT; exec "$@"`, "sh", ...command];
}

async function answers(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(2_000) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}
