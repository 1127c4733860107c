import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Env } from "../../durable-objects/env.ts";
import { app } from "../../worker/app.ts";

const files: Env = { ...env, ASSETS: { fetch: async () => new Response("script()") } as unknown as Fetcher };
const ask = async (path: string) => app.fetch(new Request(`http://collector.test${path}`), files);

test("a copy with version and hash in its name may be kept for good; the script itself for an hour", async () => {
  const versioned = await ask("/cartbeat-0.1.0-0bf9fdb9.js");
  expect(versioned.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  for (const path of ["/cartbeat.js", "/dashboard/main-ABCD1234.js", "/cartbeat-other.js"]) {
    expect((await ask(path)).headers.get("Cache-Control")).not.toContain("immutable");
  }
});

test("the script's source map is named by a header", async () => {
  expect((await ask("/cartbeat.js")).headers.get("SourceMap")).toBe("/cartbeat.js.map");
  expect((await ask("/dashboard/main-ABCD1234.js")).headers.has("SourceMap")).toBe(false);
});
