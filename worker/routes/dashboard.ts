import { Hono } from "hono";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";

/** Scripts, styles and requests of our own alone, and nothing inline. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The pages for people, by the folder of the static files that holds each. */
const PAGES = { "/": "/dashboard/", "/docs": "/docs-page/" };

/** The dashboard at `/` and the interactive documentation at `/docs`. */
export const dashboard = new Hono<AppEnv>();

for (const [path, folder] of Object.entries(PAGES)) {
  dashboard.get(path, async (c) => {
    const page = await c.env.ASSETS?.fetch(new URL(folder, c.req.url));
    if (page === undefined || page.status !== 200) return apiError("not_found");
    return new Response(page.body, {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
      },
    });
  });
}
