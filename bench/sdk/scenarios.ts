import { setTimeout as sleep } from "node:timers/promises";
import { crash, type Run } from "./run.ts";
import type { Scenario } from "./scenario.ts";

/** Events that a shopper records before leaving. */
const EVENTS = 5;
/** A collector that answers after this has long taken the events. */
const LATE_ANSWER_MS = 4000;
const RETRY_AFTER_MS = 5000;

/** The scenarios, in the order in which they are run and shown. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "close",
    title: "tab closed right after five events",
    isPrompt: true,
    async leave(run) {
      const page = await run.open();
      await run.track(page, EVENTS);
      await page.close();
    },
  },
  {
    name: "navigate",
    title: "navigation right after",
    isPrompt: true,
    async leave(run) {
      const page = await run.open();
      const left = page.waitForURL(`${run.shop}/plain`);
      await run.track(page, EVENTS, { afterwards: "leave" });
      await left;
      await page.close();
    },
  },
  {
    name: "503",
    title: "collector answers 503 until after the close",
    isPrompt: false,
    async leave(run) {
      run.lane.fault = { kind: "refuses", status: 503 };
      const page = await run.open();
      await run.track(page, EVENTS);
      await sleep(1500);
      await page.close();
    },
    mend,
  },
  {
    name: "offline",
    title: "offline until after the close",
    isPrompt: false,
    async leave(run) {
      const page = await run.open();
      run.lane.fault = { kind: "is away" };
      await run.context.setOffline(true);
      await run.track(page, EVENTS);
      await sleep(1500);
      await page.close();
    },
    async mend(run) {
      await mend(run);
      await run.context.setOffline(false);
    },
  },
  {
    name: "hidden-kill",
    title: "hidden, renderer killed 150 ms later",
    isPrompt: true,
    async leave(run) {
      const page = await run.open();
      await run.track(page, EVENTS, { afterwards: "hide" });
      await sleep(150);
      await crash(page);
    },
  },
  {
    name: "crash",
    title: "renderer killed right after the calls",
    isPrompt: true,
    async leave(run) {
      const page = await run.open();
      await run.track(page, EVENTS);
      await crash(page);
    },
  },
  {
    name: "burst",
    title: "140 kB burst, closed 500 ms later",
    isPrompt: true,
    async leave(run) {
      const page = await run.open();
      await run.track(page, 100, { paddingBytes: 1150 });
      await sleep(500);
      await page.close();
    },
  },
  {
    name: "three-tabs",
    title: "three tabs during an outage",
    isPrompt: false,
    async leave(run) {
      run.lane.fault = { kind: "refuses", status: 503 };
      const pages = [await run.open(), await run.open(), await run.open()];
      for (const page of pages) await run.track(page, EVENTS);
      await sleep(1500);
      for (const page of pages) await run.track(page, 1);
      for (const page of pages) await page.close();
    },
    mend,
  },
  {
    name: "bfcache",
    title: "away and back through the bfcache",
    isPrompt: true,
    async leave(run) {
      const page = await run.open();
      await run.track(page, EVENTS);
      await page.goto(`${run.shop}/plain`);
      // No load event follows: the page comes out of the cache as it was.
      await page.goBack({ waitUntil: "commit" });
      await run.track(page, 2);
      await page.goForward({ waitUntil: "commit" });
      await page.close();
    },
  },
  {
    name: "429",
    title: "429 with Retry-After 5 s, through a close",
    isPrompt: false,
    async leave(run) {
      run.lane.fault = { kind: "orders a pause", pauseMs: RETRY_AFTER_MS };
      const page = await run.open();
      await run.track(page, EVENTS);
      await arrival(run);
      await sleep(500);
      await run.track(page, 1);
      await sleep(500);
      await page.close();
      const next = await run.open();
      await run.track(next, 1);
      await sleep(500);
      await next.close();
    },
  },
  {
    name: "slow",
    title: "answers after 4 s, navigation meanwhile",
    isPrompt: true,
    async leave(run) {
      run.lane.fault = { kind: "answers late", afterMs: LATE_ANSWER_MS };
      const page = await run.open();
      await run.track(page, EVENTS);
      await arrival(run);
      await page.goto(`${run.shop}/`);
      await sleep(LATE_ANSWER_MS);
      await page.close();
    },
    mend,
  },
  {
    name: "browser-kill",
    title: "browser killed 200 ms after the call",
    isPrompt: false,
    killsBrowser: true,
    async leave(run) {
      const page = await run.open();
      await run.track(page, EVENTS);
      await sleep(200);
    },
  },
];

async function mend({ lane }: Run): Promise<void> {
  lane.fault = { kind: "none" };
}

/** Resolves when anything has come, or will not come. */
async function arrival({ lane }: Run): Promise<void> {
  for (let waited = 0; lane.requests.length === 0 && waited < 3000; waited += 10) await sleep(10);
}
