import { spawn } from "node:child_process";
import { once } from "node:events";
import { vi, expect } from "vitest";

/** The example receiver without packages, as a process of its own. */
export interface PlainReceiver {
  /** What it has printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts it on a port with an endpoint's secret and resolves when it listens. */
export async function startPlainReceiver(port: number, secret: string): Promise<PlainReceiver> {
  let output = "";
  const child = spawn(process.execPath, ["examples/webhook-receiver/plain-receiver.ts"], {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, "exit");
  };
  try {
    await vi.waitFor(() => expect(output).toContain("Listening"), { timeout: 40_000, interval: 100 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { output: () => output, stop };
}
