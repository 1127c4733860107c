import type { Browser } from "playwright-core";

/** Milliseconds from the navigation, as the page itself has measured them, in a browser that knew nothing of it. */
export interface View {
  /** The first thing that was drawn. */
  first_paint: number;
  /** The heading of the page stands there. */
  heading: number;
  /** The last answer was drawn: everything that the page shows at first. */
  complete: number;
  requests: number;
  /** As they travelled. */
  kilobytes: number;
  /** The request that took longest, and how long. */
  slowest: string;
}

/** What is measured in the page. */
type Told = Omit<View, "complete" | "slowest"> & { answered: number; slowest: [path: string, ms: number] };

/** Requests have all been answered when none has been under way for so long. */
const PATIENCE_MS = 60_000;

/** Watches for the heading, and gives the answers their names; runs before anything of the page. */
const WATCH = `
  globalThis.seen = {};
  new MutationObserver(() => {
    if (seen.heading === undefined && document.querySelector("main h1")) seen.heading = performance.now();
  }).observe(document, { childList: true, subtree: true });
`;

/** Sums up what happened; two frames after the last answer its figures are on the screen. */
const TELL = `
  (() => {
    const loads = performance.getEntriesByType("resource");
    const asked = loads.filter(({ name }) => new URL(name).pathname.startsWith("/v1/"));
    const slowest = asked.toSorted((a, b) => b.duration - a.duration)[0];
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return {
      first_paint: Math.round(paint?.startTime ?? -1),
      heading: Math.round(seen.heading ?? -1),
      answered: Math.max(...loads.map(({ responseEnd }) => responseEnd)),
      requests: loads.length + 1,
      kilobytes: Math.round(loads.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1024),
      slowest: [slowest?.name ?? "", Math.round(slowest?.duration ?? 0)],
    };
  })()
`;
/** What drawing takes after an answer, at the most, on a screen of 60 pictures a second: two of them. */
const DRAWN_MS = 33;

/** Opens a page of the dashboard in a new browser context that is signed in, and says how long that took. */
export async function viewPage(browser: Browser, url: string, secretKey: string, route: string): Promise<View> {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1600, height: 1000 } });
  try {
    const signedIn = await context.request.post(`${url}/v1/session`, {
      data: { key: secretKey },
      headers: { Origin: url },
    });
    if (!signedIn.ok()) throw new Error(`signing in: ${signedIn.status()} ${await signedIn.text()}`);
    const page = await context.newPage();
    await page.addInitScript(WATCH);
    await page.goto(`${url}/#/${route}`, { waitUntil: "networkidle", timeout: PATIENCE_MS });
    const { answered, slowest, ...told } = await page.evaluate<Told>(TELL);
    const [path, ms] = slowest;
    const complete = Math.round(answered) + DRAWN_MS;
    return { ...told, complete, slowest: `${path.replace(url, "")} ${ms} ms` };
  } finally {
    await context.close();
  }
}
