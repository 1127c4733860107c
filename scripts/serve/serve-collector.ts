import { chmodSync, copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { startWorkerd, type WorkerdProcess } from "../workerd-process.ts";
import { writeConfig } from "./lay-out.ts";
import { lockData } from "./lock-data.ts";
import type { ServeOptions } from "./serve-options.ts";

/** Requests under way get this long when the collector is stopped. */
const STOP_LIMIT_MS = 25_000;
/** What the build made and the configuration embeds. */
const BUNDLES = ["index.js", "static-files.js"];

/** Variables that the collector reads when it starts, so that no file holds them. */
const FROM_ENVIRONMENT = { STORES: null, PUBLIC_URL: null, ADMIN_KEY: null, LIMITS: null, CLIENT_ADDRESS_HEADER: null };

const DIST = resolve(import.meta.dirname, "../../dist");

/** A collector that is being served. */
export interface ServedCollector extends WorkerdProcess {
  /** Without a slash at the end. */
  url: string;
}

/**
 * Serves the built collector under plain workerd and resolves when it is healthy. Everything that must survive is in
 * the data directory; `run` in it is written anew at every start.
 * @throws with a sentence for the operator when it cannot start.
 */
export async function serveCollector(
  options: ServeOptions,
  onOutput: (text: string) => void = () => {},
): Promise<ServedCollector> {
  const { data, host, port, mode, stores, webhookNetworks, built = DIST } = options;
  if (BUNDLES.some((name) => !existsSync(join(built, "worker", name))) || !existsSync(join(built, "assets"))) {
    throw new Error("It is not built yet: npm run build");
  }
  const objects = join(data, "objects");
  const run = join(data, "run");
  for (const folder of [objects, run]) mkdirSync(folder, { recursive: true });
  // What shops know of their customers is nobody else's on this machine.
  chmodSync(data, 0o700);
  const lock = lockData(data);
  if (lock === null) throw new Error(`Another collector runs on ${data}.`);
  for (const name of BUNDLES) copyFileSync(join(built, "worker", name), join(run, name));
  const local = mode === "development" && webhookNetworks.includes("private");
  const config = writeConfig(run, {
    variables: { MODE: mode, ...FROM_ENVIRONMENT, ...(local ? { ALLOW_LOCAL_WEBHOOKS: "true" } : {}) },
    assets: join(built, "assets"),
    outbound: webhookNetworks,
    address: `${host.includes(":") ? `[${host}]` : host}:${port}`,
    storage: objects,
  });
  try {
    const env = {
      STORES: stores,
      PUBLIC_URL: options.publicUrl ?? "",
      ADMIN_KEY: options.adminKey ?? "",
      LIMITS: options.limits ?? "",
      CLIENT_ADDRESS_HEADER: options.clientAddressHeader ?? "",
    };
    const workerd = await startWorkerd({ config, ...askAt(host, port), env, stopLimitMs: STOP_LIMIT_MS, onOutput });
    void workerd.ended.then(() => lock.release());
    const { host: asked } = askAt(host, port);
    return { ...workerd, url: `http://${asked}:${port}` };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Where to ask a server for its health that listens on this host: one that listens on all is asked on the loopback. */
function askAt(host: string, port: number): { host: string; port: number } {
  if (host === "0.0.0.0" || host === "*") return { host: "127.0.0.1", port };
  if (host === "::") return { host: "[::1]", port };
  return { host: host.includes(":") ? `[${host}]` : host, port };
}
