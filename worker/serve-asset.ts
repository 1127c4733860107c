import type { AppEnv } from "./app-env.ts";

/** Shops embed the script from their own pages, and should have a new version within the hour. */
const SCRIPT_CACHE = "public, max-age=3600, stale-while-revalidate=86400";
/** A copy that has version and hash in its name never changes: a tag with `integrity` names it. */
const VERSIONED = /^\/cartbeat-[\w.]+-[0-9a-f]{8}\.js$/;
const FOR_GOOD = "public, max-age=31536000, immutable";

/** The static file at the request's path; null when there is none, or none are served here. */
export async function serveAsset(request: Request, env: Pick<AppEnv["Bindings"], "ASSETS">): Promise<Response | null> {
  if (env.ASSETS === undefined || (request.method !== "GET" && request.method !== "HEAD")) return null;
  const found = await env.ASSETS.fetch(request);
  if (found.status === 404) return null;
  const response = new Response(found.body, found);
  response.headers.set("X-Content-Type-Options", "nosniff");
  const path = new URL(request.url).pathname;
  if (path.endsWith(".js")) {
    response.headers.set("Cache-Control", VERSIONED.test(path) ? FOR_GOOD : SCRIPT_CACHE);
    // A comment in the script would name it as well, and every page of a shop would pay for the comment.
    if (path === "/cartbeat.js" || VERSIONED.test(path)) response.headers.set("SourceMap", "/cartbeat.js.map");
    response.headers.set("Access-Control-Allow-Origin", "*");
    response.headers.set("Cross-Origin-Resource-Policy", "cross-origin");
  }
  return response;
}
