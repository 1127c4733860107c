import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { PRICES } from "../../../bench/price-table.ts";
import { EVENT_ALIASES } from "../../../protocol/event-aliases.ts";
import { CANONICAL_EVENTS } from "../../../protocol/event-names.ts";
import { OUTCOME_TYPES } from "../../../protocol/outcome.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";
import { findOperation } from "../../../scripts/openapi/find-operation.ts";
import { operations } from "../../../scripts/openapi/operations.ts";
import { type CurlRequest, curlRequest, shellCommands } from "./shell-commands.ts";

const root = join(import.meta.dirname, "../../..");
const docs = readdirSync(join(root, "docs")).map((name) => `docs/${name}`);
const pages = [...docs, "README.md", "examples/README.md", "examples/webhook-receiver/README.md"];
const textOf = (page: string): string => readFileSync(join(root, page), "utf8");
const commands = pages.flatMap((page) => shellCommands(textOf(page)).map((words) => [page, words] as const));
const requests = commands.flatMap(([page, words]) => {
  const request = curlRequest(words);
  return request === null ? [] : [[page, `${request.method} ${request.url}`, request] as const];
});

/** What is wrong with a request by the description of the API; null for nothing. */
function complaintAbout({ method, url, headers, body }: CurlRequest): unknown {
  const { pathname, searchParams } = new URL(url, "http://collector");
  const operation = findOperation(method, pathname);
  if (operation === null) return "there is no such route";
  const sent = Object.fromEntries(searchParams);
  const query = operation.query?.safeParse(sent);
  if (query?.success === false) return query.error.issues;
  if (operation.query === undefined && searchParams.size > 0) return "it takes no parameters";
  const parsed = body === null ? null : operation.body?.safeParse(JSON.parse(body));
  if (parsed === undefined) return "it takes no body";
  if (parsed?.success === false) return parsed.error.issues;
  const bare = headers.map((header) => header.replace("$AUTH", "Authorization: Bearer sk_…"));
  const needsKey = operation.key === "secret";
  return needsKey && !bare.some((header) => header.startsWith("Authorization: Bearer sk_")) ? "it needs a key" : null;
}

describe("what the documentation tells to ask", () => {
  test.each(requests)("%s: %s is a request that the API takes", (_page, _name, request) => {
    expect(complaintAbout(request)).toBeNull();
  });

  test("the cookbook asks every question that only reads", () => {
    const asked = requests.filter(([page]) => page.startsWith("docs/")).map(([, , request]) => request);
    const known = new Set(asked.map(({ method, url }) => findOperation(method, url.split("?")[0] ?? "")?.path));
    const reading = operations.filter(
      ({ tag, method }) => ["Carts", "Shoppers", "Metrics"].includes(tag) && method === "get",
    );
    const missing = reading.map(({ path }) => path).filter((path) => !known.has(path));
    // Where links in mails lead, and what the dashboard shows live.
    expect(missing.filter((path) => !["/r/:token", "/v1/outcomes"].includes(path))).toEqual([]);
  });
});

describe("what the documentation says", () => {
  const scripts = Object.keys((JSON.parse(textOf("package.json")) as { scripts: object }).scripts);

  test("names only commands that exist", () => {
    const named = commands.flatMap(([, words]) => {
      const at = words.indexOf("run");
      return words[0] === "npm" && at > 0 ? [words.slice(at + 1).find((word) => !word.startsWith("--")) ?? ""] : [];
    });
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test.each(pages)("%s leads to files that are there", (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = ""]) => link);
    const started = [...textOf(page).matchAll(/node (examples\/[\w./-]+)/g)].map(([, file = ""]) => join(root, file));
    const files = [...links.map((link) => join(root, dirname(page), link)), ...started];
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test("has every setting with its default", () => {
    const rows = [...textOf("docs/settings.md").matchAll(/^\| `(\w+)` +\| `([^`]+)` +\|/gm)];
    const documented = Object.fromEntries(
      rows.map(([, name = "", value = ""]) => [name, JSON.parse(value) as unknown]),
    );
    expect(documented).toEqual(DEFAULT_SETTINGS);
  });

  test("has every event with its other names", () => {
    const rows = [...textOf("docs/events.md").matchAll(/^\| `(\w+)` +\|([^|]*)\|/gm)].slice(0, CANONICAL_EVENTS.length);
    const documented = rows.map(([, name, others = ""]) => [
      name,
      [...others.matchAll(/`([^`]+)`/g)].map(([, alias]) => alias),
    ]);
    expect(documented).toEqual(CANONICAL_EVENTS.map((name) => [name, [...(EVENT_ALIASES[name] ?? [])]]));
  });

  test("states the prices that the figures are computed with", () => {
    const text = textOf("docs/cloudflare.md");
    const { per_million_object_requests: calls, per_million_rows_written: rows } = PRICES;
    const prices = [PRICES.per_million_worker_requests, calls, rows, PRICES.per_million_gigabyte_seconds];
    for (const price of prices) expect(text).toContain(`$${price.toFixed(2)} per million`);
    expect(text).toContain(`rows written per event × $${rows.toFixed(2)} + requests to objects per event × $${calls}`);
  });

  test("has every type of webhook", () => {
    for (const page of ["docs/webhooks.md", "README.md"]) {
      for (const type of OUTCOME_TYPES) expect(textOf(page)).toContain(`\`${type}\``);
    }
  });

  test("every example has its line", () => {
    const folders = readdirSync(join(root, "examples"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const text = textOf("examples/README.md");
    // Shared by the others.
    const missing = folders
      .map(({ name }) => name)
      .filter((name) => name !== "site" && !text.includes(`[\`${name}\`]`));
    expect(missing).toEqual([]);
  });
});
