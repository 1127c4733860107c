import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { startVariant } from "../variants.ts";
import { startBrowser } from "./browser.ts";
import type { CollectorAddress } from "./collector-events.ts";
import { startFaultProxy, type Lane } from "./fault-proxy.ts";
import type { Library } from "./library.ts";
import { startShop } from "./shop.ts";
import { collectorUpstream, receiverUpstream } from "./upstreams.ts";

/** The write key that Cartbeat's pages use. */
export const WRITE_KEY = "wk_bench_WRITEKEYOFTHEBENCHMARK";
const SECRET_KEY = "sk_bench_SECRETKEYOFTHEBENCHMARK";
const STORES = JSON.stringify([{ store: "bench", write_key: WRITE_KEY, secret_key: SECRET_KEY }]);

/** Everything that runs besides the SDKs: a real collector, the slow network before it, a shop, a browser. */
export interface BenchSite {
  browser: Browser;
  collector: CollectorAddress;
  /** A new lane, and the pages of the shop whose SDK sends there. */
  lane: (library: Library) => Lane;
  shopOf: (lane: Lane) => string;
  stop(): Promise<void>;
}

/** Starts it all on free ports of the loopback interface. */
export async function startBenchSite(): Promise<BenchSite> {
  const folder = mkdtempSync(join(tmpdir(), "cartbeat-bench-"));
  // First what can fail: the others would keep this process alive.
  const collector = await startVariant("ingest", folder, STORES);
  const browser = await startBrowser().catch(async (error: unknown) => {
    await collector.stop();
    throw error;
  });
  const [proxy, shop] = await Promise.all([startFaultProxy(), startShop()]);
  let lanes = 0;
  return {
    browser,
    collector: { port: collector.port, secretKey: SECRET_KEY },
    lane(library) {
      const upstream = library.answer === null ? collectorUpstream(collector.port) : receiverUpstream(library.answer);
      const lane = proxy.lane(`r${(lanes++).toString(36)}`, upstream);
      const src = `/${library.name}.js`;
      shop.scripts.set(src, library.script);
      shop.heads.set(lane.id, library.head(src, lane.url));
      return lane;
    },
    shopOf: (lane) => `${shop.url}/${lane.id}`,
    async stop() {
      await browser.close();
      await Promise.all([shop.stop(), proxy.stop(), collector.stop()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
