import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A shop whose pages carry an SDK: `/{lane}/` with it, `/{lane}/plain` without. */
export interface Shop {
  url: string;
  /** Markup of the head of a lane's pages. */
  heads: Map<string, string>;
  /** Scripts that the pages load, by path. */
  scripts: Map<string, string>;
  stop(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function startShop(): Promise<Shop> {
  const heads = new Map<string, string>();
  const scripts = new Map<string, string>();
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const script = scripts.get(path);
    if (script !== undefined) {
      response.setHeader("content-type", "text/javascript; charset=utf-8").end(script);
      return;
    }
    const [, lane = "", rest = ""] = path.split("/");
    const head = rest === "plain" ? "" : (heads.get(lane) ?? "");
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><head><title>Running shoes</title>${head}</head><body>${path}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    scripts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
