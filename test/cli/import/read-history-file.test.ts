import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { readMapOption } from "../../../cli/import/column-map.ts";
import type { HistoryLine } from "../../../cli/import/history-line.ts";
import { historyTime } from "../../../cli/import/history-time.ts";
import { formatOfName, openHistoryFile } from "../../../cli/import/read-history-file.ts";

const directory = mkdtempSync(join(tmpdir(), "cartbeat-history-"));
afterAll(() => rmSync(directory, { recursive: true }));

interface Reading {
  map?: string;
  timeZone?: string;
}

async function read(name: string, content: string | Buffer, { map, timeZone }: Reading = {}): Promise<HistoryLine[]> {
  const path = join(directory, name);
  writeFileSync(path, content);
  const format = formatOfName(path) ?? "ndjson";
  const { lines } = openHistoryFile({ path, format, columns: readMapOption(map), timeZone: timeZone ?? null });
  return Array.fromAsync(lines);
}

const REES46 =
  "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session\n" +
  "2019-11-01 00:00:00 UTC,cart,5000088,205,appliances.x,janome,293.65,530,s-1\n" +
  "2019-11-01 00:00:01 UTC,view,5000089,205,,,1.5,531,s-2\n";

describe("a file of history", () => {
  test("in the REES46 format becomes messages with ids of their lines", async () => {
    expect(await read("rees46.csv", REES46)).toEqual([
      {
        line: 2,
        messages: [
          {
            messageId: expect.stringMatching(/^0000000002-[0-9a-f]{12}$/),
            type: "track",
            event: "add_to_cart",
            timestamp: "2019-11-01T00:00:00.000Z",
            userId: "530",
            sessionId: "s-1",
            properties: {
              items: [
                {
                  item_id: "5000088",
                  item_brand: "janome",
                  item_category: "appliances.x",
                  price: "293.65",
                  quantity: 1,
                },
              ],
            },
          },
        ],
      },
      { line: 3, messages: [expect.objectContaining({ event: "view_item", userId: "531" })] },
    ]);
  });

  test("with other columns is read with --map, and times without a zone with --time-zone", async () => {
    const csv = "who,when,what,thing\nann,2026-07-01 12:00:00,cart,p1\nbob,soon,cart,p1\n";
    const options = { map: "user_id=who,timestamp=when,event=what,item_id=thing", timeZone: "Asia/Ho_Chi_Minh" };
    expect(await read("other.csv", csv, options)).toMatchObject([
      { line: 2, messages: [{ userId: "ann", timestamp: "2026-07-01T05:00:00.000Z", event: "add_to_cart" }] },
      { line: 3, problem: { code: "invalid_timestamp" } },
    ]);
  });

  test("of messages keeps what they say, their own ids, and gives one to those without", async () => {
    const own = {
      messageId: "m1",
      type: "track",
      event: "x",
      timestamp: "2026-01-01T00:00:00Z",
      userId: "u",
      trust: "confirmed",
    };
    const { messageId: _, ...without } = own;
    const text = [own, without, without].map((message) => JSON.stringify(message)).join("\n");
    const [first, second, third] = await read("own.ndjson.gz", gzipSync(text));
    expect(first).toEqual({ line: 1, messages: [{ ...own, timestamp: "2026-01-01T00:00:00.000Z" }] });
    const ids = [second, third].map((line) => line !== undefined && "messages" in line && line.messages[0]?.messageId);
    expect(ids).toEqual([expect.stringMatching(/^0000000002-/), expect.stringMatching(/^0000000003-/)]);
  });

  test("of OTTO's sessions becomes one message for each event of a line", async () => {
    const events = [
      { aid: 7, ts: 1_659_304_800_025, type: "clicks" },
      { aid: 7, ts: 1_659_304_900_025, type: "carts" },
      { aid: 7, ts: 1_659_305_000_025, type: "orders" },
    ];
    const [line] = await read("otto.jsonl", JSON.stringify({ session: 3, events }));
    expect(line).toMatchObject({
      messages: [
        { event: "view_item", anonymousId: "otto-3", timestamp: "2022-07-31T22:00:00.025Z" },
        { event: "add_to_cart", properties: { items: [{ item_id: "7", quantity: 1 }] } },
        { event: "purchase" },
      ],
    });
  });

  test("has bad lines that cost only themselves", async () => {
    const good = JSON.stringify({ type: "track", event: "x", timestamp: "2026-01-01T00:00:00Z", userId: "u" });
    const text = `{half\n\n7\n${good}\n{"type":"track","event":"x","timestamp":"2026-01-01 00:00:00","userId":"u"}\n`;
    const lines = await read("bad.ndjson", text);
    expect(lines.map((line) => [line.line, "problem" in line ? line.problem.code : "taken"])).toEqual([
      [1, "invalid_json"],
      [3, "invalid_message"],
      [4, "taken"],
      [5, "invalid_timestamp"],
    ]);
    expect(await read("short.csv", `${REES46}half,a row\n`)).toMatchObject([
      {},
      {},
      { problem: { code: "unreadable_row" } },
    ]);
  });

  test.each([
    { what: "no such column", content: "a,b\n1,2\n", name: "x.csv", message: /no column event_time or timestamp/ },
    {
      what: "a mapped column that is not there",
      content: REES46,
      name: "y.csv",
      map: "price=cost",
      message: /no column cost/,
    },
    { what: "an empty file", content: "", name: "z.csv", message: /is empty/ },
    { what: "a .gz that is none", content: "plain", name: "w.ndjson.gz", message: /not a complete gzip/ },
    {
      what: "a .gz cut short",
      content: gzipSync(REES46).subarray(0, 40),
      name: "v.csv.gz",
      message: /not a complete gzip/,
    },
  ])("$what is one clear sentence", async ({ content, name, message, ...options }) => {
    await expect(read(name, content, options)).rejects.toMatchObject({
      name: "CommandError",
      message: expect.stringMatching(message),
    });
  });
});

test.each([
  ["2019-11-01 00:00:00 UTC", null, Date.UTC(2019, 10, 1)],
  ["2019-11-01T00:00:00+01:00", null, Date.UTC(2019, 9, 31, 23)],
  [1_659_304_800_025, null, 1_659_304_800_025],
  ["2019-11-01 00:00:00", null, null],
  ["2019-11-01 00:00:00", "Europe/Paris", Date.UTC(2019, 9, 31, 23)],
  ["2019-11-01 00:00:00.5", "UTC", Date.UTC(2019, 10, 1, 0, 0, 0, 500)],
  ["2019-11-01", "America/New_York", Date.UTC(2019, 10, 1, 4)],
  // Clocks go back at 03:00: the first of the two.
  ["2019-10-27 02:30:00", "Europe/Paris", Date.UTC(2019, 9, 27, 0, 30)],
  ["2019-02-30 00:00:00", "UTC", null],
  ["2019-11-01 25:00:00", "UTC", null],
  ["", "UTC", null],
])("the time %j in %s is %j", (text, zone, at) => {
  expect(historyTime(text, zone)).toBe(at);
});
