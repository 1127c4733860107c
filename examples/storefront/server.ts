import { randomBytes } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

/** Which collector the shop's pages talk to. */
export interface StorefrontOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Origin of the collector: the script tag comes from there and its events go there. */
  collectorUrl: string;
  writeKey: string;
}

/** A running shop. */
export interface Storefront {
  url: string;
  /** Ends it and the connections it has open. */
  stop(): Promise<void>;
}

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};
const STUB = new URL("../../sdk/stub/stub.js", import.meta.url);

/** Starts the example shop on the loopback interface. It keeps nothing: carts live in the browser. */
export async function startStorefront({ port = 0, collectorUrl, writeKey }: StorefrontOptions): Promise<Storefront> {
  const files = await readFolder("public");
  const pages = await readFolder("pages");
  const stub = (await readFile(STUB, "utf8")).trim();
  const layout = pages.get("layout.html")!;

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://shop").pathname;
    const page = path === "/" ? "index.html" : `${path.slice(1)}.html`;
    const file = files.get(path.slice(1));
    if (file !== undefined) answer(response, 200, TYPES[extname(path)] ?? "text/plain", file);
    else if (pages.has(page) && page !== "layout.html") answerPage(response, pages.get(page)!);
    else answer(response, 404, "text/plain", "There is no such page in this shop.\n");
  });

  function answerPage(response: ServerResponse, main: string): void {
    const nonce = randomBytes(16).toString("base64");
    response.setHeader("content-security-policy", policy(nonce));
    answer(
      response,
      200,
      "text/html; charset=utf-8",
      layout.replace("{{main}}", () => main).replace("{{tag}}", () => tag(nonce)),
    );
  }

  /** What a shop pastes into its pages, with a nonce because this shop's policy asks for one. */
  function tag(nonce: string): string {
    return `<script nonce="${nonce}">${stub}</script>
    <script nonce="${nonce}" async src="${collectorUrl}/cartbeat.js" data-write-key="${writeKey}"></script>`;
  }

  /** As strict as a policy gets: the tag needs its nonce and a way to the collector, nothing else. */
  function policy(nonce: string): string {
    const scripts = `script-src 'self' 'nonce-${nonce}'; require-trusted-types-for 'script'; trusted-types 'none'`;
    return `default-src 'none'; ${scripts}; style-src 'self'; img-src 'self'; connect-src ${collectorUrl}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
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

/** Every file of a folder beside this one, by name. */
async function readFolder(folder: string): Promise<Map<string, string>> {
  const directory = join(import.meta.dirname, folder);
  const names = await readdir(directory);
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), "utf8")));
  return new Map(names.map((name, index) => [name, texts[index]!]));
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
  });
  response.end(body);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      collector: { type: "string", default: "http://127.0.0.1:8787" },
      "write-key": { type: "string", default: "wk_dev_DEVELOPMENTONLY" },
      port: { type: "string", default: "8788" },
    },
  });
  const options = { port: Number(values.port), collectorUrl: values.collector, writeKey: values["write-key"] };
  const { url } = await startStorefront(options);
  console.log(`storefront ${url} (collector ${options.collectorUrl})`);
}
