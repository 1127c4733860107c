/** What the worker of static files is given: workerd's disk service over their directory. */
interface Bindings {
  FILES: { fetch(request: Request): Promise<Response> };
}

/** Types by the ending of a name. What has none of these endings is not served: among it the disk's own listings. */
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  map: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
};

/**
 * Static files under plain workerd, as `wrangler dev` and Cloudflare serve them: `/` is index.html, `/page` is
 * page.html or page/index.html, and everything has its type. The disk service knows none of that.
 */
export default {
  async fetch(request: Request, { FILES }: Bindings): Promise<Response> {
    for (const path of candidates(new URL(request.url).pathname)) {
      const type = TYPES[path.slice(path.lastIndexOf(".") + 1)];
      if (type === undefined) continue;
      const found = await FILES.fetch(new Request(`http://files${path}`, { method: request.method }));
      if (!found.ok) continue;
      const response = new Response(found.body, found);
      response.headers.set("Content-Type", type);
      return response;
    }
    return new Response(null, { status: 404 });
  },
};

function candidates(path: string): string[] {
  if (path.endsWith("/")) return [`${path}index.html`];
  return [path, `${path}.html`, `${path}/index.html`];
}
