import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../collector/free-port.ts";
import { bundleInto, writeConfig } from "../serve/lay-out.ts";
import { newStore } from "../serve/new-store.ts";
import { startWorkerd, type WorkerdProcess } from "../workerd-process.ts";

/** A collector under plain workerd that can be killed and started again. */
export interface ChaosCollector {
  url: string;
  writeKey: string;
  secretKey: string;
  start(): Promise<WorkerdProcess & { url: string }>;
}

/** An attempt that is not answered by then has failed. */
const TIMEOUT_MS = 1500;
/** The schedule of a day within nine seconds. */
const WAIT_SCALE = 0.0001;

/** Builds a collector into a folder, with one store and short times for webhooks. It is not started yet. */
export async function chaosCollector(folder: string): Promise<ChaosCollector> {
  const storage = join(folder, "objects");
  const assets = join(folder, "assets");
  for (const path of [storage, assets]) mkdirSync(path, { recursive: true });
  await bundleInto(folder);
  const entry = newStore("chaos");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = writeConfig(folder, {
    variables: {
      MODE: "development",
      STORES: JSON.stringify([entry]),
      PUBLIC_URL: url,
      ALLOW_LOCAL_WEBHOOKS: "true",
      WEBHOOK_TIMEOUT_MS: String(TIMEOUT_MS),
      WEBHOOK_WAIT_SCALE: String(WAIT_SCALE),
    },
    assets,
    outbound: ["private"],
    address: `127.0.0.1:${port}`,
    storage,
  });
  return {
    url,
    writeKey: entry.write_key,
    secretKey: entry.secret_key,
    start: async () => ({ ...(await startWorkerd({ config, port, env: {} })), url }),
  };
}
