import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect, vi } from "vitest";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import type { Collector } from "../support/collector.ts";

/** A browser of its own that does not say that a program drives it: robots get no alerts. */
export async function openAsVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;
  const context = await browser.newContext({ userAgent, ...options });
  return context.newPage();
}

/** The shopper as the collector knows it, once `isThere` says that everything has arrived. */
export function shopperOf(
  { url, secretKey }: Pick<Collector, "url" | "secretKey">,
  id: string,
  isThere: (view: ShopperView) => boolean,
): Promise<ShopperView> {
  return vi.waitFor(
    async () => {
      const headers = { Authorization: `Bearer ${secretKey}` };
      const answer = await fetch(`${url}/v1/shoppers/${encodeURIComponent(id)}`, { headers });
      expect(answer.status).toBe(200);
      const view = (await answer.json()) as ShopperView;
      if (!isThere(view)) throw new Error(`not yet: ${JSON.stringify(view)}`);
      return view;
    },
    { timeout: 60_000, interval: 200 },
  );
}

/** The id that the script tag has given the page's visitor, once it has. */
export async function anonymousIdOf(page: Page): Promise<string> {
  return vi.waitFor(
    async () => {
      const stored = await page.evaluate<string>('Object.values(localStorage).join("\\n")');
      const id = /"anonymousId":"([^"]+)"/.exec(stored)?.[1] ?? "";
      expect(id).not.toBe("");
      return id;
    },
    { timeout: 60_000, interval: 100 },
  );
}
