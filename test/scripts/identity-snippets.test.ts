import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { identityToken } from "../../examples/server-side-orders/identity-token.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../examples/identity-token/README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "cartbeat-snippet-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The block of code that follows a line of the page. */
const snippetAfter = (line: string) => new RegExp(`^${line}[^]*?\`\`\`\\w+\\n([^]*?)\`\`\``, "m").exec(page)?.[1] ?? "";

test("the snippet for Node makes the token that the collector expects", async () => {
  const file = join(folder, "snippet.mjs");
  writeFileSync(file, snippetAfter("Node:"));
  process.env["CARTBEAT_IDENTITY_SECRET"] = "is_shop_secret";
  const snippet = (await import(file)) as { identityToken: (userId: string) => string };
  const expected = createHmac("sha256", "is_shop_secret").update("shop\nann").digest("base64url");
  expect(snippet.identityToken("ann")).toBe(expected);
  expect(identityToken("is_shop_secret", "shop", "ann")).toBe(expected);
});

test("the others sign the same: the store's name, a line break, the user id", () => {
  expect(snippetAfter("PHP:")).toContain(`hash_hmac('sha256', "shop\\n" . $userId`);
  const liquid = snippetAfter("Liquid,");
  expect(liquid).toContain("{%- capture line_break %}\n{% endcapture -%}");
  expect(liquid).toContain("'shop' | append: line_break | append: customer.id");
});
