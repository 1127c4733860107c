import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { newShopper, startKillableBrowser } from "./browser.ts";
import type { Lane } from "./fault-proxy.ts";
import { newRun, taken, type Run } from "./run.ts";
import type { Scenario } from "./scenario.ts";

/** What came of one run. */
export interface RunResult {
  /** Events recorded. */
  events: number;
  /** Of these, how many the collector had when the shopper came back. */
  beforeReturn: number;
  /** Of these, how many it had in the end. */
  delivered: number;
  /** Events that it got once more than needed, counted each time. */
  duplicates: number;
  requests: number;
  preflights: number;
  /** Requests that came while a pause was ordered. */
  insidePause: number;
  /** Markers of the events that it took, to be looked for in its log. */
  markers: string[];
}

/** Where runs happen. */
export interface Stage {
  browser: Browser;
  /** Address of the shop's pages of a lane. */
  shopOf: (lane: Lane) => string;
  /** How long what was sent may take to arrive, and how long a returned shopper stays, at most. */
  patienceMs: { beforeReturn: number; afterReturn: number };
}

/** Goes through one scenario once, with a shopper that nobody knows. */
export async function perform(scenario: Scenario, lane: Lane, stage: Stage): Promise<RunResult> {
  return scenario.killsBrowser === true ? performWithKill(scenario, lane, stage) : performInTab(scenario, lane, stage);
}

async function performInTab(scenario: Scenario, lane: Lane, stage: Stage): Promise<RunResult> {
  const context = await newShopper(stage.browser);
  try {
    const run = newRun(lane, context, stage.shopOf(lane));
    await scenario.leave(run);
    const returnedAt = await absence(scenario, run, stage);
    await run.open();
    return await result(run, returnedAt, stage);
  } finally {
    await context.close();
  }
}

async function performWithKill(scenario: Scenario, lane: Lane, stage: Stage): Promise<RunResult> {
  const profile = mkdtempSync(join(tmpdir(), "cartbeat-profile-"));
  let browser = await startKillableBrowser(profile);
  try {
    const run = newRun(lane, browser.context, stage.shopOf(lane));
    await scenario.leave(run);
    await browser.kill();
    const returnedAt = await absence(scenario, run, stage);
    browser = await startKillableBrowser(profile);
    const back = { ...newRun(lane, browser.context, stage.shopOf(lane)), recorded: run.recorded };
    await back.open();
    return await result(back, returnedAt, stage);
  } finally {
    await browser.kill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The time while the shopper is away; answers when it ends. */
async function absence(scenario: Scenario, run: Run, { patienceMs }: Stage): Promise<number> {
  if (scenario.isPrompt) await untilTaken(run, patienceMs.beforeReturn);
  await scenario.mend?.(run);
  return Date.now();
}

async function result(run: Run, returnedAt: number, { patienceMs }: Stage): Promise<RunResult> {
  await untilTaken(run, patienceMs.afterReturn);
  // What is sent twice is often sent a little later.
  await sleep(1000);
  const { lane, recorded } = run;
  const counts = taken(run);
  const { pause } = lane;
  return {
    events: recorded.length,
    beforeReturn: taken(run, ({ at }) => at < returnedAt).filter((count) => count > 0).length,
    delivered: counts.filter((count) => count > 0).length,
    duplicates: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    requests: lane.requests.length,
    preflights: lane.preflights,
    insidePause: pause === null ? 0 : lane.requests.filter(({ at }) => at > pause.from && at < pause.until).length,
    markers: recorded.filter((_, at) => (counts[at] ?? 0) > 0),
  };
}

async function untilTaken(run: Run, limitMs: number): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  while (Date.now() < giveUpAt && taken(run).includes(0)) await sleep(20);
}
