import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "../../scripts/find-browser.ts";

let announced = false;

/**
 * Starts a Chromium of its own process and profile, and says once which one it is. A context of it is a user: storage,
 * locks and cookies are shared by its pages and by nobody else. The caller closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, description } = findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
    // Real browsers have a bfcache; Playwright turns it off.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  if (!announced) console.log(`browser: ${description}, version ${browser.version()}`);
  announced = true;
  return browser;
}
