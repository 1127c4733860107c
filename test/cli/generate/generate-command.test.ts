import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";

const CLI = join(import.meta.dirname, "..", "..", "..", "cli", "cartbeat.ts");
const directory = mkdtempSync(join(tmpdir(), "cartbeat-generate-"));
afterAll(() => rmSync(directory, { recursive: true }));

async function generate(...args: string[]) {
  const child = spawn(process.execPath, [CLI, "generate", ...args]);
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  const [code] = (await once(child, "close")) as [number];
  return { code, printed };
}

const path = (name: string) => join(directory, name);
const lines = (text: string) => text.trimEnd().split("\n");

test("writes as many lines as asked for, and the same bytes again, packed or not", async () => {
  expect(await generate("--count", "700", "--to", path("a.ndjson"))).toMatchObject({ code: 0 });
  await generate("--count", "700", "--to", path("b.ndjson.gz"));
  const text = readFileSync(path("a.ndjson"), "utf8");
  expect(lines(text)).toHaveLength(700);
  expect(gunzipSync(readFileSync(path("b.ndjson.gz"))).toString("utf8")).toBe(text);
});

test.each(["c.ndjson", "c.ndjson.gz"])(
  "append adds other events to %s, replace leaves nothing of them",
  async (name) => {
    const read = () => {
      const bytes = readFileSync(path(name));
      return lines((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
    };
    await generate("--count", "300", "--to", path(name));
    const first = read();
    await generate("--count", "200", "--to", path(name), "--mode", "append");
    expect(read()).toHaveLength(500);
    expect(new Set(read().map((line) => (JSON.parse(line) as { messageId: string }).messageId)).size).toBe(500);
    await generate("--count", "300", "--to", path(name));
    expect(read()).toEqual(first);
  },
);

test.each([
  ["a count in words", ["--count", "many"], /--count must be a whole number/],
  ["another mode", ["--mode", "add"], /--mode must be one of replace, append/],
  ["another locale", ["--locale", "de"], /--locale must be one of vi-VN, en-US/],
  ["a time without a zone", ["--until", "2026-11-01T00:00:00"], /--until must be now or a time/],
  ["a folder that is not there", ["--to", join(directory, "none", "x.ndjson")], /cannot be written/],
  ["too many for a collector", ["--to", "http://127.0.0.1:9", "--count", "1000001"], /from 100 to 1000000/],
  ["nobody at the address", ["--to", "http://127.0.0.1:9", "--count", "100"], /No collector answers/],
])("%s is one clear line and exit code 1", async (_, args, message) => {
  const { code, printed } = await generate(...args);
  expect(printed).toMatch(message);
  expect(lines(printed)).toHaveLength(1);
  expect(code).toBe(1);
});
