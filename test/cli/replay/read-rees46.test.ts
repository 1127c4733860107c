import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { countLines } from "../../../cli/replay/count-lines.ts";
import { readRees46 } from "../../../cli/replay/read-rees46.ts";

const HEADER = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";
const ROW =
  "2019-11-01 00:00:00 UTC,view,1003461,2053013555631882655,electronics.smartphone,xiaomi,489.07,520088904,s1";

const directory = mkdtempSync(join(tmpdir(), "cartbeat-read-"));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

test("reads rows with their line numbers", async () => {
  const rows = await Array.fromAsync(readRees46(file("two.csv", `${HEADER}\n${ROW}\n${ROW}\n`)));
  expect(rows).toMatchObject([
    { line: 2, eventType: "view", productId: "1003461", price: "489.07", userId: "520088904", userSession: "s1" },
    { line: 3 },
  ]);
});

test("unpacks .gz", async () => {
  const path = file("two.csv.gz", gzipSync(`${HEADER}\n${ROW}\n${ROW}`));
  expect(await Array.fromAsync(readRees46(path))).toHaveLength(2);
  expect(await countLines(path)).toBe(3);
});

test("columns may stand in another order, and the optional ones may be missing", async () => {
  const path = file("order.csv", "price,user_id,user_session,product_id,event_type,event_time\n1.5,u,s,p,cart,t\n");
  expect(await Array.fromAsync(readRees46(path))).toMatchObject([
    { price: "1.5", userId: "u", userSession: "s", productId: "p", eventType: "cart", eventTime: "t", brand: "" },
  ]);
});

test("a row with too few fields is told by its line, and the rows after it are read", async () => {
  const rows = await Array.fromAsync(readRees46(file("short.csv", `${HEADER}\nhalf,a row\n${ROW}\n`)));
  expect(rows).toMatchObject([
    { line: 2, unreadable: true },
    { line: 3, eventType: "view" },
  ]);
});

test("a byte order mark, CRLF and empty lines do no harm", async () => {
  const rows = await Array.fromAsync(readRees46(file("bom.csv", `\uFEFF${HEADER}\r\n\r\n${ROW}\r\n`)));
  expect(rows).toMatchObject([{ line: 3, userSession: "s1" }]);
});

test.each([
  ["a missing file", () => join(directory, "none.csv"), /There is no file/],
  ["a directory", () => directory, /is a directory/],
  ["other columns", () => file("other.csv", "a,b\n1,2\n"), /no column event_time, event_type, product_id/],
  ["an empty file", () => file("empty.csv", ""), /is empty/],
  ["a .gz that is none", () => file("plain.csv.gz", HEADER), /not a complete gzip/],
  ["a .gz cut short", () => file("cut.csv.gz", gzipSync(`${HEADER}\n${ROW}\n`).subarray(0, 60)), /not a complete gzip/],
])("%s is one clear sentence", async (_, path, message) => {
  await expect(Array.fromAsync(readRees46(path()))).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringMatching(message),
  });
});

test("counts lines with and without a newline at the end", async () => {
  expect(await countLines(file("n1.csv", "a\nb\n"))).toBe(2);
  expect(await countLines(file("n2.csv", "a\nb"))).toBe(2);
  expect(await countLines(file("n3.csv", ""))).toBe(0);
});
