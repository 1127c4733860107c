import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession } from "playwright-core";
import type { BenchSite } from "./bench-site.ts";
import { newShopper } from "./browser.ts";
import type { Library } from "./library.ts";
import { newRun, taken } from "./run.ts";

/** What an SDK costs a page whose processor is four times slower than this one. Milliseconds. */
export interface MainThreadFigures {
  /** Loading the script from memory and beginning, until the page goes on. */
  init_ms: number;
  /** The call of track() itself, in the middle of all. */
  track_ms: number;
  /** All tasks of the page that are there because of the event. */
  task_ms_per_event: number;
  requests_per_event: number;
  preflights: number;
  /** Of bodies, as they travel. */
  bytes_per_event: number;
}

/** The page's globals, as the code that runs there sees them. */
declare const track: (marker: string) => void;
declare const initMs: number;
declare const performance: { now(): number };

const SLOWDOWN = 4;
const EVENTS = 40;
/** Between two events, as a busy shopper makes them. */
const EVENT_PAUSE_MS = 50;
/** Batches, timers and answers come to rest within it. */
const REST_MS = 3000;

/** Measures so many times and answers the median of each figure. */
export async function mainThread(site: BenchSite, library: Library, times: number): Promise<MainThreadFigures> {
  const measured: MainThreadFigures[] = [];
  for (let time = 0; time < times; time += 1) measured.push(await measure(site, library));
  const median = (value: (figures: MainThreadFigures) => number): number => {
    const sorted = measured.map(value).toSorted((a, b) => a - b);
    return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 1000) / 1000;
  };
  return {
    init_ms: median((figures) => figures.init_ms),
    track_ms: median((figures) => figures.track_ms),
    task_ms_per_event: median((figures) => figures.task_ms_per_event),
    requests_per_event: median((figures) => figures.requests_per_event),
    preflights: median((figures) => figures.preflights),
    bytes_per_event: median((figures) => figures.bytes_per_event),
  };
}

async function measure(site: BenchSite, library: Library): Promise<MainThreadFigures> {
  const lane = site.lane(withInit(library));
  const context = await newShopper(site.browser);
  try {
    const run = newRun(lane, context, site.shopOf(lane));
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    // Processor time: what else the machine does is not counted.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    await page.goto(`${run.shop}/`);
    await page.waitForFunction("globalThis.ready === true");
    await sleep(REST_MS);
    const work = (kind: "track" | "nothing") =>
      page.evaluate(
        async ([what, lane_, events, pauseMs]) => {
          const spentMs: number[] = [];
          for (let event = 0; event < events; event += 1) {
            const from = performance.now();
            if (what === "track") track(`mk-${lane_}-${event.toString(36)}-mk`);
            spentMs.push(performance.now() - from);
            await new Promise((resolve) => setTimeout(resolve, pauseMs));
          }
          return spentMs.toSorted((a, b) => a - b)[events >> 1] ?? 0;
        },
        [kind, lane.id, EVENTS, EVENT_PAUSE_MS] as const,
      );
    const tasksOf = async (kind: "track" | "nothing"): Promise<{ tasksMs: number; callMs: number }> => {
      const before = await taskMs(session);
      const callMs = await work(kind);
      await sleep(REST_MS);
      return { tasksMs: (await taskMs(session)) - before, callMs };
    };
    const idle = await tasksOf("nothing");
    run.recorded.push(...Array.from({ length: EVENTS }, (_, event) => `mk-${lane.id}-${event.toString(36)}-mk`));
    const busy = await tasksOf("track");
    const came = taken(run).filter((count) => count > 0).length;
    if (came === 0) throw new Error(`${library.title}: nothing arrived`);
    return {
      init_ms: await page.evaluate(() => initMs),
      track_ms: busy.callMs,
      task_ms_per_event: Math.max(0, busy.tasksMs - idle.tasksMs) / EVENTS,
      requests_per_event: lane.requests.length / came,
      preflights: lane.preflights,
      bytes_per_event: lane.requests.reduce((sum, { bytes }) => sum + bytes, 0) / came,
    };
  } finally {
    await context.close();
  }
}

/** The same SDK with its script inside the page, so that no network is timed. */
function withInit(library: Library): Library {
  const code = library.script.replaceAll("</script", String.raw`<\/script`);
  return {
    ...library,
    head: (src, endpoint) =>
      `<script>var begunAt = performance.now();</script>
${library
  .head(src, endpoint)
  .replace(`src="${src}"`, "")
  .replace("></script>", () => `>${code}</script>`)}
<script>var initMs = performance.now() - begunAt;</script>`,
  };
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
}
