import { spawn } from "node:child_process";
import { chromium, type Browser, type BrowserContext } from "playwright-core";
import { findBrowser } from "../../scripts/find-browser.ts";

/** A shopper's browser: the collector takes programs for bots, and counts nothing of them. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-blink-features=AutomationControlled",
];
const START_LIMIT_MS = 60_000;

/** Starts a headless Chromium whose contexts are shoppers of their own. The caller closes it. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser().executablePath,
    args: ARGUMENTS,
    // Real browsers have a bfcache; Playwright turns it off.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
}

/** A new shopper: storage, locks and cookies of their own. */
export function newShopper(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ userAgent: USER_AGENT });
}

/** A browser that can be killed as a power cut would, and its one shopper. */
export interface KillableBrowser {
  context: BrowserContext;
  /** SIGKILL for all of its processes; resolves when they are gone. */
  kill(): Promise<void>;
}

/** Starts a headless Chromium with this profile, which outlives it. */
export async function startKillableBrowser(profile: string): Promise<KillableBrowser> {
  const args = [
    ...ARGUMENTS,
    "--headless=new",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--no-default-browser-check",
    `--user-agent=${USER_AGENT}`,
    `--user-data-dir=${profile}`,
    "about:blank",
  ];
  const child = spawn(findBrowser().executablePath, args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const killGroup = () => {
    // Negative: the whole process group.
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", killGroup);
  const endpoint = await new Promise<string>((resolve, reject) => {
    let printed = "";
    const timer = setTimeout(() => reject(new Error(`Chromium did not start:\n${printed}`)), START_LIMIT_MS);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      const found = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("Chromium has no profile");
  return {
    context,
    async kill() {
      killGroup();
      await ended;
      process.off("exit", killGroup);
      await browser.close().catch(() => {});
    },
  };
}
