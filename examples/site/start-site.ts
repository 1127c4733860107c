import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

/** A folder of pages, and the collector they talk to. */
export interface SiteOptions {
  /** Directory of the pages. In `.html` and `.js` files `{{collector}}` and `{{writeKey}}` are filled in. */
  pages: string;
  /** Files from elsewhere, by path: `/stub.js`. A path that ends in `/` stands for a directory. */
  others?: Record<string, string>;
  collectorUrl: string;
  writeKey: string;
  /** 0, the default, takes a free one. */
  port?: number;
}

/** A running site. */
export interface Site {
  url: string;
  /** Ends it and the connections it has open. */
  stop(): Promise<void>;
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** Serves an example's pages on the loopback interface. A path without an extension is the application's own page. */
export async function startSite({ pages, others = {}, collectorUrl, writeKey, port = 0 }: SiteOptions): Promise<Site> {
  const policy = `default-src 'none'; script-src 'self' ${collectorUrl}; style-src 'self'; img-src 'self' data:; connect-src 'self' ${collectorUrl}; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'`;

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    void answer(path, response);
  });

  async function answer(path: string, response: ServerResponse): Promise<void> {
    const text = await readFile(fileOf(path), "utf8").catch(() => null);
    if (text === null) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? TYPES[".html"],
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
    });
    response.end(text.replaceAll("{{collector}}", collectorUrl).replaceAll("{{writeKey}}", writeKey));
  }

  function fileOf(path: string): string {
    const [place, file] = Object.entries(others).find(([prefix]) => path.startsWith(prefix)) ?? ["/", pages];
    if (place !== "/" && !place.endsWith("/")) return file;
    // The path of a URL is normalized: `..` cannot lead out of the folder.
    return join(file, extname(path) === "" ? "index.html" : path.slice(place.length));
  }

  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
