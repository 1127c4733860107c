import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { METRICS_MIGRATIONS } from "../../../durable-objects/metrics/metrics-migrations.ts";
import { REGISTRY_MIGRATIONS } from "../../../durable-objects/registry/registry-migrations.ts";
import { SHOPPER_MIGRATIONS } from "../../../durable-objects/shopper/shopper-migrations.ts";
import { type Migrations, migrate } from "../../../durable-objects/storage/migrate.ts";
import { STORE_MIGRATIONS } from "../../../durable-objects/store/store-migrations.ts";
import { WEBHOOK_MIGRATIONS } from "../../../durable-objects/webhook/webhook-migrations.ts";
import released from "./released/schemas.json";

/** The steps of today, by class. */
const TODAY: Readonly<Record<keyof typeof released, Migrations>> = {
  Shopper: SHOPPER_MIGRATIONS,
  MetricsShard: METRICS_MIGRATIONS,
  WebhookEndpoint: WEBHOOK_MIGRATIONS,
  Store: STORE_MIGRATIONS,
  Registry: REGISTRY_MIGRATIONS,
};

let objects = 0;

/** Runs with the storage of an object of our own, emptied. */
async function inEmptyStorage<Result>(run: (sql: SqlStorage) => Result): Promise<Result> {
  objects += 1;
  return runInDurableObject(env.STORE.getByName(`released-test-${objects}`), async (_, { storage }) => {
    await storage.deleteAll();
    return run(storage.sql);
  });
}

const OWN =
  "type IN ('table', 'index') AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/** Tables and indexes with their definitions. */
const schemaOf = (sql: SqlStorage) =>
  sql.exec<{ name: string; sql: string }>(`SELECT name, sql FROM sqlite_master WHERE ${OWN} ORDER BY name`).toArray();

/** Fills the tables that are there with the recorded rows; answers how many. */
function fill(sql: SqlStorage, rows: Readonly<Record<string, string>>): number {
  const there = new Set(schemaOf(sql).map(({ name }) => name));
  const filled = Object.entries(rows).filter(([table]) => there.has(table));
  for (const [, insert] of filled) sql.exec(insert);
  return filled.length;
}

function countRows(sql: SqlStorage, tables: readonly string[]): number {
  const there = new Set(schemaOf(sql).map(({ name }) => name));
  return tables
    .filter((table) => there.has(table))
    .reduce((sum, table) => sum + sql.exec(`SELECT * FROM ${table}`).toArray().length, 0);
}

describe.each(Object.entries(released))("%s", (name, { steps, rows }: { steps: string[]; rows: object }) => {
  const today = TODAY[name as keyof typeof released];
  const recorded = rows as Record<string, string>;
  const numbers = steps.map((_, index) => index + 1);

  test("has the steps that were released, unchanged, and after them its new ones", () => {
    // When a step was added on purpose: add it, and a row of its table, to released/schemas.json as well.
    expect(today.slice(0, steps.length)).toEqual(steps);
    expect(today.length).toBe(steps.length);
  });

  test.each(numbers)("what schema %i had stored is there in today's", async (number) => {
    const [migrated, filled, kept] = await inEmptyStorage((sql) => {
      migrate(sql, steps, number);
      const count = fill(sql, recorded);
      migrate(sql, today);
      return [schemaOf(sql), count, countRows(sql, Object.keys(recorded))];
    });
    const fresh = await inEmptyStorage((sql) => (migrate(sql, today), schemaOf(sql)));
    expect(migrated).toEqual(fresh);
    expect(filled).toBeGreaterThan(0);
    expect(kept).toBe(filled);
  });

  test.each(numbers)("code of schema %i goes on beside today's for a while, and leaves it as it is", async (number) => {
    const [before, after, filled] = await inEmptyStorage((sql) => {
      migrate(sql, today);
      const schema = schemaOf(sql);
      // What old code does when it starts, and what it stores.
      migrate(sql, steps.slice(0, number));
      const count = fill(sql, recorded);
      migrate(sql, today);
      return [schema, schemaOf(sql), count];
    });
    expect(after).toEqual(before);
    expect(filled).toBe(Object.keys(recorded).length);
  });

  test("an object whose past reads otherwise does not start", async () => {
    const changed = [`${today[0] ?? ""} -- changed`, ...today.slice(1)];
    await inEmptyStorage((sql) => {
      migrate(sql, today);
      expect(() => migrate(sql, changed)).toThrow(/Migration 1 was applied in another form/);
    });
  });
});

test("a store of a schema without dashboard, test traffic and closing is opened by today's code with its keys", async () => {
  const stub = env.STORE.getByName("dev");
  const { keys } = await stub.config(Date.now());
  await runInDurableObject(stub, (_, { storage }) => {
    for (const table of ["session_secret", "generate_job", "closing", "rebuild_job"])
      storage.sql.exec(`DROP TABLE ${table}`);
    // What is recorded of later steps, if it is: older code had none of them.
    storage.sql.exec("DROP VIEW IF EXISTS applied_migrations");
    migrate(storage.sql, STORE_MIGRATIONS);
  });
  const opened = await stub.config(Date.now());
  expect(opened.keys).toEqual(keys);
  expect(opened.sessionSecret).toMatch(/^[0-9a-f]{64}$/);
});
