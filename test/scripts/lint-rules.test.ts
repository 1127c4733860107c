import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** A file, what stands in it, and the rule that must refuse it. */
interface Refused {
  path: string;
  source: string;
  rule: string;
}

const root = resolve(import.meta.dirname, "../..");
/** Joined, so that no tool takes it for a directive of this file. */
const disable = ["// oxlint", "disable-next-line"].join("-");
const imports = "eslint(no-restricted-imports)";

function bad(path: string, source: string, rule: string): Refused {
  return { path, source, rule };
}

const refused: Refused[] = [
  bad("protocol/a1.ts", 'import "zod";', imports),
  bad("protocol/a2.ts", 'import "hono";', imports),
  bad("protocol/a3.ts", 'import "node:fs";', imports),
  bad("protocol/a4.ts", 'import "../engine/fine.ts";', imports),
  bad("protocol/a5.ts", 'export type { Fine } from "../engine/fine.ts";', imports),
  bad("engine/b1.ts", 'import "zod/mini";', imports),
  bad("engine/b2.ts", 'import "hono";', imports),
  bad("engine/b3.ts", 'import "node:crypto";', imports),
  bad("engine/b4.ts", 'import "cloudflare:workers";', imports),
  bad("engine/b5.ts", 'import "../durable-objects/fine.ts";', imports),
  bad("engine/cart/b6.ts", 'import "../../worker/fine.ts";', imports),
  bad("engine/b7.ts", 'import type { Fine } from "../durable-objects/fine.ts";', imports),
  bad("engine/b8.ts", "export const now = Date.now();", "eslint(no-restricted-properties)"),
  bad("engine/b9.ts", "export const dice = Math.random();", "eslint(no-restricted-properties)"),
  bad("engine/b10.ts", "export const id = crypto.randomUUID();", "eslint(no-restricted-properties)"),
  bad("engine/b11.ts", 'export const answer = fetch("https://shop.example");', "eslint(no-restricted-globals)"),
  bad("engine/b12.ts", "setTimeout(() => {}, 1);", "eslint(no-restricted-globals)"),
  bad("engine/b13.ts", 'export const late = import("../worker/fine.ts");', imports),
  bad("engine/b14.ts", 'import "./index.ts";', imports),
  bad("durable-objects/c1.ts", 'import "hono";', imports),
  bad("durable-objects/c2.ts", 'import "../worker/fine.ts";', imports),
  bad("durable-objects/shopper/c3.ts", 'import "../../cli/fine.ts";', imports),
  bad("worker/d1.ts", 'import "../cli/fine.ts";', imports),
  bad("worker/d2.ts", 'import "../sdk/fine.ts";', imports),
  bad("worker/routes/d3.ts", 'import "../../test/fine.ts";', imports),
  bad("cli/e1.ts", 'import "../durable-objects/fine.ts";', imports),
  bad("cli/e2.ts", 'import "../worker/fine.ts";', imports),
  bad("cli/e3.ts", 'import "hono/client";', imports),
  bad("sdk/f1.ts", 'import { fine } from "../protocol/fine.ts";\nexport const f1 = fine;', imports),
  bad("sdk/f2.ts", 'import "../engine/fine.ts";', imports),
  bad("sdk/f3.ts", 'import "zod/mini";', imports),
  bad("sdk/f4.ts", 'import "preact";', imports),
  bad("dashboard/g1.ts", 'import { fine } from "../protocol/fine.ts";\nexport const g1 = fine;', imports),
  bad("dashboard/g2.ts", 'import "../worker/fine.ts";', imports),
  bad("bench/h1.ts", 'import "hono";', imports),
  bad("scripts/h2.ts", 'import "hono/tiny";', imports),
  bad("engine/cycle-a.ts", 'import { b } from "./cycle-b.ts";\nexport const a = (): unknown => b;', "import(no-cycle)"),
  bad("engine/cycle-b.ts", 'import { a } from "./cycle-a.ts";\nexport const b = (): unknown => a;', "import(no-cycle)"),
  bad("engine/long.ts", "export const long = 1;".padEnd(300, "\n"), "eslint(max-lines)"),
  bad(
    "cli/five.ts",
    "export function many(a: 1, b: 2, c: 3, d: 4, e: 5): number {\n  return a + b + c + d + e;\n}",
    "eslint(max-params)",
  ),
  bad(
    "worker/t1.ts",
    'export const t: import("../engine/fine.ts").Fine | null = null;',
    "typescript(consistent-type-imports)",
  ),
  bad("worker/t2.ts", "export const t: any = 1;", "typescript(no-explicit-any)"),
  bad("worker/t3.ts", `${disable}\nexport const t = 1;`, "unicorn(no-abusive-eslint-disable)"),
  bad(
    "worker/t4.ts",
    'export function t(s: DurableObjectStorage): void {\n  s.put("a", 1);\n}',
    "typescript(no-floating-promises)",
  ),
  bad(
    "scripts/t5.ts",
    'import { rm } from "node:fs/promises";\nexport function t(): void {\n  rm("a");\n}',
    "typescript(no-floating-promises)",
  ),
  bad(
    "engine/t6.ts",
    'export function t(s: "a" | "b"): number {\n  switch (s) {\n    case "a":\n      return 1;\n  }\n  return 2;\n}',
    "typescript(switch-exhaustiveness-check)",
  ),
  bad(
    "test/engine/t7.test.ts",
    'import { expect, test } from "vitest";\ntest.only("adds", () => {\n  expect(1).toBe(1);\n});',
    "vitest(no-focused-tests)",
  ),
  bad(
    "test/engine/t8.test.ts",
    'import { expect, test } from "vitest";\ntest.skip("adds", () => {\n  expect(1).toBe(1);\n});',
    "vitest(no-disabled-tests)",
  ),
];

const allowed: [path: string, source: string][] = [
  [
    "protocol/ok.ts",
    'import * as z from "zod/mini";\nimport { fine } from "./fine.ts";\nexport const ok = [z.string(), fine];',
  ],
  ["engine/cart/ok.ts", 'import { fine } from "../../protocol/fine.ts";\nexport const ok = [fine, new Date(0)];'],
  [
    "durable-objects/ok.ts",
    'import { DurableObject } from "cloudflare:workers";\nimport { fine } from "../engine/fine.ts";\nexport const ok = [DurableObject, fine];',
  ],
  [
    "worker/ok.ts",
    'import { Hono } from "hono";\nimport { fine } from "../durable-objects/fine.ts";\nexport const ok = [new Hono(), fine];',
  ],
  [
    "cli/ok.ts",
    'import { fine } from "../engine/fine.ts";\nimport { fine as other } from "../protocol/fine.ts";\nexport const ok = [fine, other];',
  ],
  [
    "sdk/ok.ts",
    'import { get } from "idb-keyval";\nimport type { Fine } from "../protocol/fine.ts";\nimport { fine } from "./fine.ts";\nexport const ok: [typeof get, Fine, unknown] = [get, 1, fine];',
  ],
  ["sdk/deep/ok.ts", 'import { fine } from "../fine.ts";\nexport const ok = [fine];'],
  ["dashboard/ok.ts", 'import type { Fine } from "../protocol/fine.ts";\nexport const ok: Fine = 1;'],
];

const folders = ["protocol", "engine", "durable-objects", "worker", "cli", "sdk", "dashboard", "test"];
let dir = "";
let found: Map<string, string[]>;

describe("the lint configuration", () => {
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "cartbeat-lint-"));
    for (const name of [
      ".oxlintrc.json",
      "tsconfig.json",
      "tsconfig.worker.json",
      "tsconfig.node.json",
      "tsconfig.browser.json",
    ]) {
      await cp(join(root, name), join(dir, name));
    }
    await symlink(join(root, "node_modules"), join(dir, "node_modules"), "junction");
    for (const folder of folders)
      await put(`${folder}/fine.ts`, "/** One. */\nexport const fine = 1;\n/** A one. */\nexport type Fine = 1;");
    for (const { path, source } of refused) await put(path, source);
    for (const [path, source] of allowed) await put(path, source);
    found = await lint();
  }, 60_000);

  afterAll(() => rm(dir, { recursive: true, force: true }));

  test.each(refused)("refuses $path by $rule", ({ path, rule }) => {
    expect(found.get(path) ?? []).toContain(rule);
  });

  test.each(allowed)("accepts %s", (path) => {
    expect(found.get(path) ?? []).toEqual([]);
  });
});

async function put(path: string, source: string): Promise<void> {
  await mkdir(join(dir, dirname(path)), { recursive: true });
  await writeFile(join(dir, path), `${source}\n`);
}

/** The rules that speak up, by file. */
async function lint(): Promise<Map<string, string[]>> {
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const output = await new Promise<string>((done) => {
    // oxlint ends with 1 when it finds something; the output tells.
    execFile(process.execPath, [oxlint, "--format", "json"], { cwd: dir, maxBuffer: 1e8 }, (_error, stdout) =>
      done(stdout),
    );
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { filename: string; code: string }[] };
  const byFile = new Map<string, string[]>();
  for (const { filename, code } of diagnostics) byFile.set(filename, [...(byFile.get(filename) ?? []), code]);
  return byFile;
}
