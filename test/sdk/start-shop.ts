import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A shop: every path is a page with the given markup in its head. */
export interface Shop {
  url: string;
  /** Markup of the head; each page reads it when it is served. */
  head: string;
  /** Further headers of every page. */
  headers: Record<string, string>;
  /** Bodies of what was posted to the shop's own host, which then stands in for a collector. */
  posts: object[];
  /** Paths of what was to be deleted there. */
  deleted: string[];
  /** What a post is answered. */
  answer: () => string;
  /** Files by path, served in place of pages. */
  files: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function startShop(): Promise<Shop> {
  const server = createServer(async (request, response) => {
    if (request.method === "DELETE") {
      shop.deleted.push(request.url!);
      return void response.writeHead(204).end();
    }
    if (request.method === "POST") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      shop.posts.push(JSON.parse(Buffer.concat(chunks).toString()) as object);
      return void response.writeHead(200, { "content-type": "application/json" }).end(shop.answer());
    }
    const file = shop.files[request.url!];
    if (file !== undefined) return void response.writeHead(200, { "content-type": "text/javascript" }).end(file);
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...shop.headers });
    response.end(`<!doctype html><html lang="en"><head><title>Shop</title>${shop.head}</head><body>
<p>${request.url}</p><a href="/other">other</a></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const shop: Shop = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    head: "",
    headers: {},
    posts: [],
    deleted: [],
    answer: () => "{}",
    files: {},
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return shop;
}
