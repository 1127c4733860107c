import type { AppEnv } from "./app-env.ts";

/** Shops embed the script from their own pages, and should have a new version within the hour. */
const SCRIPT_CACHE = "public, max-age=3600, stale-while-revalidate=86400";

/** The static file at the request's path; null when there is none, or none are served here. */
export async function serveAsset(request: Request, env: Pick<AppEnv["Bindings"], "ASSETS">): Promise<Response | null> {
  if (env.ASSETS === undefined || (request.method !== "GET" && request.method !== "HEAD")) return null;
  const found = await env.ASSETS.fetch(request);
  if (found.status === 404) return null;
  const response = new Response(found.body, found);
  response.headers.set("X-Content-Type-Options", "nosniff");
  if (new URL(request.url).pathname.endsWith(".js")) {
    response.headers.set("Cache-Control", SCRIPT_CACHE);
    response.headers.set("Access-Control-Allow-Origin", "*");
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  }
  return response;
}
