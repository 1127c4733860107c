import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";

/**
 * The hash of the contract at each version. When this test fails because you meant to change the contract: raise
 * PROTOCOL_VERSION and add its line here. A line of a version that was released is never changed.
 */
const RECORDED: Readonly<Record<number, string>> = {
  1: "9ab331be1242291d",
  2: "5948611a0e2777d4",
  3: "7d6ccb542caa9ef8",
  4: "352a4a54f3b2686b",
  5: "5c0bf22ca6a6f958",
  6: "d967cd3c1436cbb4",
  7: "d686eb1a654c5645",
  8: "467d3ed4782c0f33",
  9: "2123377e56a4553e",
  10: "d5963e3dee7a1826",
  11: "48339e3408292a32",
  12: "408e939bcb9102bf",
  13: "a123904f511f3474",
};

const folder = new URL("../../protocol/", import.meta.url);

test("a changed contract has a new version", async () => {
  const hash = createHash("sha256")
    .update(JSON.stringify(await contract()))
    .digest("hex")
    .slice(0, 16);
  // A failure here says: raise PROTOCOL_VERSION and record its hash.
  expect(hash).toBe(RECORDED[PROTOCOL_VERSION]);
});

test("the current version is the last one recorded", () => {
  expect(Math.max(...Object.keys(RECORDED).map(Number))).toBe(PROTOCOL_VERSION);
});

test("the hash sees schemas and lists of names", async () => {
  const parts = await contract();
  for (const part of ["batch.ts batchSchema", "message.ts messageSchema", "event-names.ts CANONICAL_EVENTS"]) {
    expect(Object.keys(parts)).toContain(part);
  }
  expect(JSON.stringify(parts["settings.ts settingsSchema"])).toContain("cutoff_minutes");
});

/** Every schema and every constant that protocol/ exports, by file and name. Functions are no part of the contract. */
async function contract(): Promise<Record<string, unknown>> {
  const parts: Record<string, unknown> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "version.ts")) {
    const exported = (await import(new URL(file, folder).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      if (isSchema(value)) parts[`${file} ${name}`] = z.toJSONSchema(value, { unrepresentable: "any", io: "input" });
      else if (typeof value !== "function") parts[`${file} ${name}`] = value;
    }
  }
  return Object.fromEntries(Object.entries(parts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isSchema(value: unknown): value is z.core.$ZodType {
  return typeof value === "object" && value !== null && "_zod" in value;
}
