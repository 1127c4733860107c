import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { migrate } from "../../../durable-objects/storage/migrate.ts";

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
    ["a step that is gone", [A]],
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

  test("the record takes no page of its own", async () => {
    const [bare, recorded] = await inEmptyStorage((sql) => {
      sql.exec("CREATE TABLE plain (id INTEGER PRIMARY KEY)");
      const size = sql.databaseSize;
      sql.exec("DROP TABLE plain");
      migrate(sql, [A]);
      return [size, sql.databaseSize];
    });
    expect(recorded).toBe(bare);
  });
});
