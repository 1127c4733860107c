import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** A shop that serves the collector under its own host, as a route of its web server would. */
export interface ShopWithCollector {
  port: number;
  /** Markup of every page's head. */
  head: string;
  /** What came for the collector, oldest first. */
  requests: { method: string; path: string; headers: IncomingHttpHeaders }[];
  stop(): Promise<void>;
}

/** Starts one on a free port of every loopback address. */
export async function startShopWithCollector(collectorUrl: string): Promise<ShopWithCollector> {
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (/^\/(v1\/|cartbeat)/.test(path)) forward(request, response);
    else response.setHeader("content-type", "text/html").end(`<!doctype html><head>${shop.head}</head><p>Shop`);
  });

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const { method = "GET", url: path = "/", headers } = request;
    shop.requests.push({ method, path, headers });
    const onward = send(new URL(path, collectorUrl), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  }

  await new Promise<void>((resolve) => server.listen(0, resolve));
  const shop: ShopWithCollector = {
    port: (server.address() as AddressInfo).port,
    head: "",
    requests: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return shop;
}
