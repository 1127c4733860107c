import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const section = readFileSync(join(root, "SECURITY.md"), "utf8").split("## What could go wrong")[1] ?? "";
const rows = section
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, threat = "", named = ""]) => ({
    threat,
    named: [...named.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  }));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

test("the table of threats was found", () => {
  expect(rows.length).toBeGreaterThan(15);
});

describe.each(rows)("$threat", ({ named }) => {
  test("has a test that runs", () => {
    const tests = named.filter((name) => name.endsWith(".test.ts"));
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((name) => !existsSync(join(root, name)))).toEqual([]);
    for (const name of tests) {
      const source = readFileSync(join(root, name), "utf8");
      expect(source).toMatch(/^\s*(test|describe)(\.each)?[(<]/m);
      expect(source).not.toMatch(/\b(test|describe)\.(skip|todo|only)\b/);
    }
  });

  test("names commands that there are", () => {
    const commands = named.filter((name) => !name.endsWith(".test.ts"));
    expect(commands.filter((name) => !(name.replace(/^npm run /, "") in scripts))).toEqual([]);
  });
});
