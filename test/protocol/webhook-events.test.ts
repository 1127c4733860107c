import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, expectTypeOf, test } from "vitest";
import { OUTCOME_TYPES, type OutcomeData, type OutcomePayload, type OutcomeType } from "../../protocol/outcome.ts";
import type { CartEvent, CartFacts, OrderFacts, WebhookEvent } from "../../protocol/webhook-events.ts";
import { sampleOutcome } from "../../worker/webhooks/sample-outcome.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What some types tell beyond the cart. */
type Beyond = "transaction_id" | "order_value_minor" | "order_currency" | "attribution" | "reason";

// These are checked by the compiler, with everything else that `npm run check` compiles.
test("the types that are given away are those of the contract", () => {
  expectTypeOf<CartFacts>().toEqualTypeOf<Omit<OutcomeData, Beyond>>();
  expectTypeOf<OrderFacts>().toEqualTypeOf<{
    [Name in Exclude<Beyond, "reason">]-?: Exclude<OutcomeData[Name], undefined>;
  }>();
  expectTypeOf<CartEvent["type"]>().toEqualTypeOf<OutcomeType>();
  expectTypeOf<CartEvent>().toExtend<OutcomePayload>();
  expectTypeOf<Exclude<WebhookEvent, CartEvent>["type"]>().toEqualTypeOf<"webhook.test">();
});

test("the file of the types can be copied: it imports nothing and runs nothing", () => {
  const text = readFileSync(join(ROOT, "protocol/webhook-events.ts"), "utf8");
  expect(text).not.toMatch(/^\s*(import|export (const|function|class|\*))/m);
});

test.each(OUTCOME_TYPES)("a sample of %s tells what its type promises", (type) => {
  const told = Object.keys(sampleOutcome(type, 0).data);
  const order = ["transaction_id", "order_value_minor", "order_currency", "attribution"];
  const beyond: Record<OutcomeType, string[]> = {
    "cart.abandoned": [],
    "cart.recovered": order,
    "cart.retracted": ["reason"],
    "recovery.reversed": [...order, "reason"],
    "cart.expired": [],
  };
  expect([...order, "reason"].filter((name) => told.includes(name))).toEqual(beyond[type]);
});

describe("who has the package", () => {
  test("gets the types from cartbeat/webhooks, narrowed by the event's type", () => {
    const good = `
      import type { WebhookEvent } from "cartbeat/webhooks";
      export function handle(event: WebhookEvent): string {
        switch (event.type) {
          case "cart.abandoned": return event.data.items.map((item) => item.item_id).join();
          case "cart.recovered": return event.data.transaction_id;
          case "cart.retracted": case "recovery.reversed": return event.data.reason;
          case "cart.expired": return event.data.cart_id;
          case "webhook.test": return event.data.message;
        }
      }`;
    const said = compiled({
      "good.ts": good,
      "unknown.ts": good.replace("data.transaction_id", "data.order_id"),
      "forgotten.ts": good.replace('case "webhook.test": return event.data.message;', ""),
    });
    expect(said).not.toContain("good.ts");
    expect(said).toMatch(/unknown\.ts.*order_id/);
    expect(said).toMatch(/forgotten\.ts.*TS2366/);
  }, 120_000);
});

/** What the compiler says of files in a project that has this package and nothing else. */
function compiled(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cartbeat-types-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(ROOT, join(folder, "node_modules/cartbeat"), "junction");
    for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), source);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", ""];
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    return spawnSync(process.execPath, [tsc, ...options, ...Object.keys(files)], { cwd: folder, encoding: "utf8" })
      .stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
