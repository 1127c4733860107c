import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { countSql } from "../../../durable-objects/storage/count-sql.ts";
import { storageCounters } from "../../../durable-objects/storage/storage-counters.ts";

let objects = 0;

/** What a statement adds to the counter, beside a table of three rows. */
async function countedRows(statement: string, ...bindings: unknown[]): Promise<number> {
  objects += 1;
  const className = `Counted${objects}`;
  await runInDurableObject(env.STORE.getByName(`count-sql-test-${objects}`), (_, { storage }) => {
    storage.sql.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
    storage.sql.exec("INSERT INTO t (id, x) VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    countSql(className, storage.sql)
      .exec(statement, ...bindings)
      .toArray();
  });
  return storageCounters.rowsWritten().get(className) ?? 0;
}

describe("countSql", () => {
  test.each<[string, number, unknown[]]>([
    ["SELECT x FROM t", 0, []],
    ["INSERT INTO t (id, x) VALUES (4, 'd')", 1, []],
    ["UPDATE t SET x = ?", 3, ["z"]],
    ["DELETE FROM t WHERE id <= ?", 2, [2]],
    ["UPDATE t SET x = 'y' WHERE id = 9", 0, []],
    ["UPDATE t SET x = 'y' RETURNING id", 3, []],
  ])("%s: %i rows", async (statement, rows, bindings) => {
    expect(await countedRows(statement, ...bindings)).toBe(rows);
  });

  test("results come back as without it", async () => {
    const stub = env.STORE.getByName("count-sql-results");
    const rows = await runInDurableObject(stub, (_, { storage }) => {
      const sql = countSql("CountedResults", storage.sql);
      expect(sql.databaseSize).toBe(storage.sql.databaseSize);
      return sql.exec<{ n: number }>("SELECT ? + 1 AS n", 1).one();
    });
    expect(rows).toEqual({ n: 2 });
  });
});
