import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Env } from "../../durable-objects/env.ts";
import { errorOf, callWith } from "./call.ts";

/** Static files as the platform serves them: what is known, else 404. */
function withFiles(files: Record<string, string>): Env {
  const serve = async (request: Request) => {
    const content = files[new URL(request.url).pathname];
    return content === undefined ? new Response(null, { status: 404 }) : new Response(content);
  };
  return { ...env, ASSETS: { fetch: serve } as unknown as Fetcher };
}

const files = withFiles({ "/cartbeat.js": "script()", "/index.html": "<p>" });
const ask = async (method: string, path: string, bindings: Env) =>
  callWith(new Request(`http://collector.test${path}`, { method }), bindings);

describe("static files", () => {
  test("every shop's page may load and cache the script", async () => {
    const response = await ask("GET", "/cartbeat.js", files);
    expect(await response.text()).toBe("script()");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    expect(response.headers.get("Cache-Control")).toContain("max-age=3600");
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  test("other files are served, but not for other origins", async () => {
    const response = await ask("GET", "/index.html", files);
    expect(response.status).toBe(200);
    expect(response.headers.has("Access-Control-Allow-Origin")).toBe(false);
  });

  test("a file that is not there is an error in our form", async () => {
    expect(await errorOf(await ask("GET", "/other.js", files))).toMatchObject({ status: 404 });
  });

  test("files are only read", async () => {
    expect((await ask("POST", "/cartbeat.js", files)).status).toBe(404);
  });

  test("without static files everything else works", async () => {
    const { ASSETS: _, ...bindings } = env;
    expect((await ask("GET", "/cartbeat.js", bindings)).status).toBe(404);
    expect((await ask("GET", "/health", bindings)).status).toBe(200);
  });
});
