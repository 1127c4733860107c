import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { withDescriptors } from "../scripts/with-descriptors.ts";
import { workerdBinary } from "./workerd-binary.ts";

const START_LIMIT_MS = 15_000;
const STOP_LIMIT_MS = 5_000;

/** A running `workerd serve`. */
export interface WorkerdProcess {
  /** Ends it; resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Starts workerd with a configuration and resolves when it answers on the port; rejects with what it printed. */
export async function startWorkerd(config: string, port: number, env: Record<string, string>): Promise<WorkerdProcess> {
  const [file = "", ...args] = withDescriptors([workerdBinary.path, "serve", config]);
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed = (printed + chunk.toString("utf8")).slice(-4000);
    });
  }
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const killOnExit = () => child.kill("SIGKILL");
  process.once("exit", killOnExit);

  const stop = async (): Promise<void> => {
    process.off("exit", killOnExit);
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  };
  const giveUpAt = performance.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      await stop();
      throw new Error(`workerd did not start:\n${printed}`);
    }
    await sleep(50);
  }
  return { stop };
}

async function answers(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000) });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}
