import { expect, test } from "vitest";
import { brokenConventions } from "../../scripts/broken-conventions.ts";

const disable = ["// oxlint", "disable-next-line"].join("-");
const open = ["TO", "DO"].join("");

test.each([
  [
    "a disabled rule without a reason",
    "cli/a.ts",
    `${disable} no-new`,
    "cli/a.ts:1: a disabled lint rule gives its reason",
  ],
  [
    "a disabled layer, whatever the reason",
    "cli/a.ts",
    `${disable} no-restricted-imports -- in a hurry`,
    "not negotiable",
  ],
  ["a disabled cycle rule", "cli/a.ts", `${disable} import/no-cycle -- in a hurry`, "not negotiable"],
  ["a disabled file length", "cli/a.ts", `${disable} max-lines -- in a hurry`, "not negotiable"],
  [
    "the clock in the engine",
    "engine/a.ts",
    "const x = 1;\nconst now = new Date();",
    "engine/a.ts:2: engine/ has no clock",
  ],
  ["the clock as a string in the engine", "engine/a.ts", "const now = Date();", "engine/ has no clock"],
  ["work left open", "cli/a.ts", `// ${open}: later`, "nothing is left open"],
  ["a file name in camel case", "cli/aName.ts", "", "cli/aName.ts:1: file names are in kebab-case"],
])("refuses %s", (_what, path, source, breach) => {
  expect(brokenConventions(path, source)).toEqual([expect.stringContaining(breach)]);
});

test.each([
  ["a disabled rule with its reason", "cli/a.ts", `${disable} no-new -- the constructor throws for an unknown zone`],
  ["a date from a number in the engine", "engine/a.ts", "const day = new Date(at);"],
  ["the clock outside the engine", "worker/a.ts", "const now = new Date();"],
  ["a test's file name", "test/cli/a-name.test.ts", ""],
])("accepts %s", (_what, path, source) => {
  expect(brokenConventions(path, source)).toEqual([]);
});
