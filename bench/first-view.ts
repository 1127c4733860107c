import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { buildDashboard } from "../scripts/build-dashboard.ts";
import { freePort } from "../scripts/collector/free-port.ts";
import { bundleInto } from "../scripts/serve/lay-out.ts";
import { type ServedCollector, serveCollector } from "../scripts/serve/serve-collector.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { viewPage } from "./first-view/view-page.ts";
import { machine } from "./machine.ts";
import { fillStore } from "./queries/fill-store.ts";

// `npm run bench:first-view`: how long the dashboard's pages take to show themselves, with a store full of events.

const USAGE = `npm run bench:first-view -- [options]
  --count N         events stored (1000000)
  --days N          days that the events span (30)
  --views N         views of each page, of which the median counts (5)
  --storage DIR     where the objects' files go while it runs (the system's folder for temporary files)`;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000000" },
    days: { type: "string", default: "30" },
    views: { type: "string", default: "5" },
    storage: { type: "string", default: tmpdir() },
    help: { type: "boolean", default: false },
  },
});

const SECRET_KEY = "sk_bench_SECRETKEYOFTHEBENCHMARK";
const STORES = [{ store: "bench", write_key: "wk_bench_WRITEKEYOFTHEBENCHMARK", secret_key: SECRET_KEY }];
const ROUTES = ["now", "carts", "recovery", "products", "people", "webhooks", "settings"];
const COLUMNS = ["first_paint", "heading", "complete", "requests", "kilobytes"] as const;

async function run(): Promise<void> {
  const folder = mkdtempSync(join(values.storage, "cartbeat-first-view-"));
  const built = join(folder, "built");
  try {
    await bundleInto(join(built, "worker"));
    await buildDashboard(join(built, "assets"));
    const port = await freePort();
    const start = () =>
      serveCollector({
        mode: "production",
        data: join(folder, "data"),
        host: "127.0.0.1",
        port,
        stores: JSON.stringify(STORES),
        webhookNetworks: ["public"],
        built,
      });
    await during(await start(), async () => {
      const count = Number(values.count);
      console.log(`importing ${count.toLocaleString("en-US")} events`);
      const started = performance.now();
      await fillStore({ port, secretKey: SECRET_KEY }, { count, days: Number(values.days), seed: "first-view" });
      console.log(`stored after ${Math.round((performance.now() - started) / 1000)} s`);
    });
    const browser = await launchBrowser();
    try {
      // What the browser does once in its life is none of the page's time.
      await browser.newPage().then(async (page) => page.close());
      // Started again, it has nothing in memory.
      await during(await start(), async ({ url }) => measure(browser, url));
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function during(collector: ServedCollector, work: (collector: ServedCollector) => Promise<void>): Promise<void> {
  try {
    await work(collector);
  } finally {
    await collector.stop();
  }
}

async function measure(browser: Browser, url: string): Promise<void> {
  const { cpu, cores } = machine(new Date());
  console.log(`${cpu}, ${cores} cores; milliseconds from the navigation, in a browser without a cache`);
  console.log(`\n| page | ${COLUMNS.join(" | ")} | slowest request |`);
  console.log(`| --- | ${COLUMNS.map(() => "---:").join(" | ")} | --- |`);
  const row = (name: string, view: Awaited<ReturnType<typeof viewPage>>) =>
    console.log(`| ${name} | ${COLUMNS.map((column) => view[column]).join(" | ")} | ${view.slowest} |`);
  row("now, the collector just started", await viewPage(browser, url, SECRET_KEY, "now"));
  for (const route of ROUTES) {
    const views = [];
    for (let index = 0; index < Number(values.views); index += 1) {
      views.push(await viewPage(browser, url, SECRET_KEY, route));
    }
    const middle = views.toSorted((a, b) => a.complete - b.complete)[Math.floor(views.length / 2)];
    if (middle !== undefined) row(route, middle);
  }
}

if (values.help) console.log(USAGE);
else {
  await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
