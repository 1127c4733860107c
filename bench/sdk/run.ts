import type { BrowserContext, Page } from "playwright-core";
import type { Lane, LaneRequest } from "./fault-proxy.ts";
import { marker } from "./markers.ts";

/** One run of a scenario: a shopper with a lane to the collector. */
export interface Run {
  lane: Lane;
  context: BrowserContext;
  /** Address of the shop's pages with the SDK; `plain` below it has none. */
  shop: string;
  /** Markers of what was recorded so far. */
  recorded: string[];
  /** Opens a page of the shop and waits until the SDK has begun. */
  open(): Promise<Page>;
  /** Records events in one task of the page, and says the rest of `afterwards` in the same task. */
  track(page: Page, count: number, options?: { paddingBytes?: number; afterwards?: "leave" | "hide" }): Promise<void>;
}

/** The page's globals, as the code that runs there sees them. */
declare const track: (marker: string, padding?: string) => void;
declare const location: { href: string };
declare const document: object & { dispatchEvent: (event: Event) => void };

const READY_LIMIT_MS = 15_000;

/** A run that records nothing yet. */
export function newRun(lane: Lane, context: BrowserContext, shop: string): Run {
  const recorded: string[] = [];
  return {
    lane,
    context,
    shop,
    recorded,
    async open() {
      const page = await context.newPage();
      await page.goto(`${shop}/`);
      await page.waitForFunction("globalThis.ready === true", undefined, { timeout: READY_LIMIT_MS });
      return page;
    },
    async track(page, count, { paddingBytes = 0, afterwards } = {}) {
      const markers = Array.from({ length: count }, (_, n) => marker(lane.id, recorded.length + n));
      recorded.push(...markers);
      const padding = "0123456789abcdef ".repeat(Math.ceil(paddingBytes / 17)).slice(0, paddingBytes);
      const work = { markers, padding, afterwards, plain: `${shop}/plain` };
      await page.evaluate((given) => {
        for (const name of given.markers) track(name, given.padding === "" ? undefined : given.padding);
        if (given.afterwards === "leave") location.href = given.plain;
        if (given.afterwards === "hide") {
          // A headless page is always seen. What follows is what scripts see of a hidden one.
          Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
          Object.defineProperty(document, "hidden", { value: true, configurable: true });
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }
      }, work);
    },
  };
}

/** Kills the page's renderer, as the system does when memory is short. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // It dies before it can answer.
  void session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}

/** How often each recorded event was taken by the collector, in requests that `wanted` accepts. */
export function taken({ lane, recorded }: Run, wanted: (request: LaneRequest) => boolean = () => true): number[] {
  const counts = new Map(recorded.map((name) => [name, 0]));
  for (const request of lane.requests) {
    if (!(request.status >= 200 && request.status < 300) || !wanted(request)) continue;
    for (const name of request.markers) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts.values()];
}
