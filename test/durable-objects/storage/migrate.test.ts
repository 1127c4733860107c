import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { countSql } from "../../../durable-objects/storage/count-sql.ts";
import { migrate } from "../../../durable-objects/storage/migrate.ts";
import { storageCounters } from "../../../durable-objects/storage/storage-counters.ts";

let objects = 0;

/** Runs with the storage of an object of our own, emptied. */
async function inEmptyStorage<Result>(run: (sql: SqlStorage) => Result): Promise<Result> {
  objects += 1;
  const stub = env.STORE.getByName(`migrate-test-${objects}`);
  return runInDurableObject(stub, async (_, { storage }) => {
    await storage.deleteAll();
    return run(storage.sql);
  });
}

const tablesOf = (sql: SqlStorage) =>
  sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'")
    .toArray()
    .map(({ name }) => name);

const A = "CREATE TABLE a (id INTEGER PRIMARY KEY)";
const B = "CREATE TABLE b (id INTEGER PRIMARY KEY)";
const FILL = "INSERT INTO a (id) VALUES (1)";

describe("migrate", () => {
  test("a new object runs every step in order", async () => {
    expect(await inEmptyStorage((sql) => (migrate(sql, [A, FILL, B]), tablesOf(sql)))).toEqual(["a", "b"]);
  });

  test("a step runs once, however often the object starts", async () => {
    const rows = await inEmptyStorage((sql) => {
      for (let start = 0; start < 3; start += 1) migrate(sql, [A, FILL]);
      return sql.exec("SELECT id FROM a").toArray();
    });
    expect(rows).toEqual([{ id: 1 }]);
  });

  test("an older object runs what was appended since", async () => {
    const tables = await inEmptyStorage((sql) => {
      migrate(sql, [A]);
      migrate(sql, [A, FILL, B]);
      return tablesOf(sql);
    });
    expect(tables).toEqual(["a", "b"]);
  });

  test("it can be stopped at a number, and goes on from there", async () => {
    const [before, after] = await inEmptyStorage((sql) => {
      migrate(sql, [A, FILL, B], 1);
      const tables = tablesOf(sql);
      migrate(sql, [A, FILL, B]);
      return [tables, tablesOf(sql)];
    });
    expect(before).toEqual(["a"]);
    expect(after).toEqual(["a", "b"]);
  });

  test.each([
    ["an edited step", [`${A} `, B]],
    ["steps in another order", [B, A]],
    ["a step put before the others", ["SELECT 1", A, B]],
  ])("%s is refused and nothing runs", async (_, changed) => {
    const tables = await inEmptyStorage((sql) => {
      migrate(sql, [A, B]);
      expect(() => migrate(sql, [...changed, "CREATE TABLE c (id)"])).toThrow(/Migration \d was applied/);
      return tablesOf(sql);
    });
    expect(tables).toEqual(["a", "b"]);
  });

  test.each<[string, string[]]>([
    ["tables", [A, B]],
    ["rows", [A, B, FILL]],
  ])("%s that newer code has added are left alone by older code", async (_, newer) => {
    const [before, after] = await inEmptyStorage((sql) => {
      migrate(sql, newer);
      const schema = tablesOf(sql);
      migrate(sql, [A]);
      migrate(sql, newer);
      return [schema, tablesOf(sql)];
    });
    expect(after).toEqual(before);
  });

  test("tables of the platform are no steps", async () => {
    const tables = await inEmptyStorage((sql) => {
      migrate(sql, [A]);
      // Local runs keep the object's name in such a table.
      sql.exec("CREATE TABLE __platform (id INTEGER PRIMARY KEY)");
      migrate(sql, [A, B]);
      migrate(sql, [A, B]);
      return tablesOf(sql);
    });
    expect(tables).toEqual(["a", "b"]);
  });

  test.each<[string, string[]]>([
    ["tables alone", [A, B]],
    ["tables and rows", [A, FILL, B]],
    ["a table that is changed later", [A, "ALTER TABLE a ADD COLUMN x", B]],
    ["a table in small letters", ["create table a (id integer primary key)", B]],
    ["an index", [A, "CREATE INDEX a_id ON a (id)", B]],
    ["two statements in one step", [`${A}; CREATE TABLE a2 (id)`, B]],
  ])("%s: every later start reads only, and an edit is still refused", async (_, steps) => {
    const written = await inEmptyStorage((sql) => {
      migrate(sql, steps.slice(0, 2));
      migrate(sql, steps);
      const className = `Migrated${objects}`;
      migrate(countSql(className, sql), steps);
      for (const index of steps.keys()) {
        const edited = steps.map((step, at) => (at === index ? `${step} ` : step));
        expect(() => migrate(sql, edited)).toThrow(`Migration ${index + 1} was applied`);
      }
      return storageCounters.rowsWritten().get(className) ?? 0;
    });
    expect(written).toBe(0);
  });

  test("a table that wrangler dev adds after the first start is none of ours", async () => {
    const tables = await inEmptyStorage((sql) => {
      migrate(sql, [A]);
      sql.exec("CREATE TABLE __miniflare_do_name (id INTEGER PRIMARY KEY, name TEXT)");
      migrate(sql, [A]);
      migrate(sql, [A, B]);
      expect(() => migrate(sql, [B, A])).toThrow("Migration 1 was applied");
      return tablesOf(sql);
    });
    expect(tables).toEqual(expect.arrayContaining(["a", "b"]));
  });

  test("a table costs no record, and a record no page", async () => {
    const [tables, bare, recorded] = await inEmptyStorage((sql) => {
      migrate(sql, [A, B]);
      const count = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'view'").toArray().length;
      const size = sql.databaseSize;
      migrate(sql, [A, B, FILL]);
      return [count, size, sql.databaseSize];
    });
    expect(tables).toBe(0);
    expect(recorded).toBe(bare);
  });
});
