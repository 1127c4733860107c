import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { warnOfFewFiles } from "./warn-of-few-files.ts";
import { freePort } from "./free-port.ts";
import { startWrangler, type WranglerProcess } from "./wrangler-process.ts";

/** A collector that runs on this machine, by itself, on the loopback interface. */
export interface Collector {
  /** Without a slash at the end. */
  readonly url: string;
  readonly writeKey: string;
  readonly secretKey: string;
  /** Where its state lies. */
  readonly persistTo: string;
  /** Ends it and removes its temporary directory. Safe to call twice. */
  stop(): Promise<void>;
  /** SIGKILL for the runtime itself, as a power cut would; the state stays where it is. */
  killRuntime(): Promise<void>;
  /** Starts it again on the same port and state, after {@link killRuntime} or instead of what is running. */
  restart(): Promise<void>;
  /** What it has printed since its last start, for messages about failures. */
  output(): string;
}

/** How to start a collector. */
export interface CollectorOptions {
  /** Absent: a free one. */
  port?: number;
  /** Directory of the state; it is kept when the collector stops. Absent: a temporary one, removed. */
  persistTo?: string;
  /** Variables in place of wrangler.toml's. */
  vars?: Record<string, string>;
  /** Told every line that the collector prints. */
  onLine?: (line: string) => void;
}

const REPOSITORY = join(import.meta.dirname, "..", "..");

/** Starts a collector with the development store and returns when it answers GET /health. */
export async function startCollector(options: CollectorOptions = {}): Promise<Collector> {
  warnOfFewFiles();
  const port = options.port ?? (await freePort());
  const persistTo = options.persistTo ?? mkdtempSync(join(tmpdir(), "cartbeat-"));
  // Wrangler refuses to start without the directory of the static files, which the build of the SDK fills.
  mkdirSync(join(REPOSITORY, "dist", "assets"), { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const start = () => startWrangler({ ...options, repository: REPOSITORY, port, persistTo, url });
  let running: WranglerProcess | null = null;

  const remove = () => {
    if (options.persistTo === undefined) rmSync(persistTo, { recursive: true, force: true, maxRetries: 5 });
  };
  const stop = async () => {
    process.off("exit", remove);
    await running?.stop();
    running = null;
    remove();
  };
  try {
    running = await start();
    // For a parent that ends without stopping us; what runs is killed by then.
    process.once("exit", remove);
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    url,
    writeKey: "wk_dev_DEVELOPMENTONLY",
    secretKey: "sk_dev_DEVELOPMENTONLY",
    persistTo,
    stop,
    async killRuntime() {
      await running?.kill();
      running = null;
    },
    async restart() {
      await running?.stop();
      running = await start();
    },
    output: () => running?.output() ?? "",
  };
}
