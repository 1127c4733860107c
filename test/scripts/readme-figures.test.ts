import { expect, test } from "vitest";
import { figureText, readmeFigures, sameFigure, withFigures } from "../../scripts/readme-figures.ts";

const markdown =
  "It takes <!-- figure a.json warm.rate -->12<!-- /figure --> a second in <!-- figure b.js brotli -->3<!-- /figure --> bytes.";

test("finds every figure with its source", () => {
  expect(readmeFigures(markdown)).toEqual([
    { file: "a.json", what: "warm.rate", text: "12" },
    { file: "b.js", what: "brotli", text: "3" },
  ]);
});

test("refuses a figure that is not closed: nothing would check it", () => {
  expect(() => readmeFigures(`${markdown} <!-- figure a.json warm.rate -->9`)).toThrow(
    "3 figures begin and 2 are whole",
  );
});

test("replaces what stands between the markers and nothing else", () => {
  expect(withFigures(markdown, ({ what }) => `[${what}]`)).toBe(
    "It takes <!-- figure a.json warm.rate -->[warm.rate]<!-- /figure --> a second in " +
      "<!-- figure b.js brotli -->[brotli]<!-- /figure --> bytes.",
  );
});

test.each([
  ["a whole number with separators", "warm.rate", '{"warm":{"rate":12345}}', "12,345"],
  ["a fraction with two digits", "rows", '{"rows":0.416}', "0.42"],
  ["a text as it is", "cpu", '{"cpu":"Xeon"}', "Xeon"],
  ["the compressed size of a file", "brotli", "a".repeat(10_000), "13"],
])("shows %s", (_what, path, content, text) => {
  expect(figureText(path, Buffer.from(content))).toBe(text);
});

test("refuses a path that leads nowhere", () => {
  expect(() => figureText("warm.rate", Buffer.from('{"warm":{}}'))).toThrow("no value at warm.rate");
});

const mix = {
  seconds: 20,
  one_row: figuresOf(0.2),
  parse_only: figuresOf(null),
};

function figuresOf(rows: number | null): object {
  return {
    requests_per_second: 2043,
    events_per_second: 10_213,
    latency_p50_ms: 5.08,
    latency_p99_ms: 75.1,
    rows_written_per_event: rows,
    do_requests_per_event: rows,
  };
}

test("shows a mix of the bench as a table in the order of the servers, nothing where nothing is counted", () => {
  const lines = figureText("table:warm", Buffer.from(JSON.stringify({ warm: mix })))
    .trim()
    .split("\n");
  expect(lines.slice(2)).toEqual([
    "| only parses | 2,043 | 10,213 | 5.08 | 75.1 |  |  |",
    "| writes one row | 2,043 | 10,213 | 5.08 | 75.1 | 0.2 | 0.2 |",
  ]);
});

test("refuses a table with a figure missing", () => {
  expect(() => figureText("table:warm", Buffer.from('{"warm":{"ingest":{}}}'))).toThrow("missing");
});

const sdk = (title: string, bytes: number) => ({
  title,
  version: "1.0.0",
  brotli_bytes: bytes,
  delivered_percent: 100,
  before_return_percent: 99.5,
  duplicates_percent: 0,
  requests_inside_pause: 0,
  runs: 20,
  main_thread: { init_ms: 4, track_ms: 0.3, task_ms_per_event: 2, requests_per_event: 0.1, bytes_per_event: 240 },
});

test("shows like objects as a table, and refuses one that lacks a figure", () => {
  const runs = [
    { seed: 1, wire_kills: 20 },
    { seed: 2, wire_kills: 1021 },
  ];
  const text = figureText("rows:runs", Buffer.from(JSON.stringify({ runs })));
  expect(text.trim()).toBe("| seed | wire kills |\n| ---: | ---: |\n| 1 | 20 |\n| 2 | 1,021 |");
  const lacking = Buffer.from(JSON.stringify({ runs: [...runs, { seed: 3 }] }));
  expect(() => figureText("rows:runs", lacking)).toThrow("missing");
  expect(() => figureText("rows:walks", lacking)).toThrow("no rows");
});

test.each([
  [
    "delivery",
    "3,072 | 100 | 99.5 | 0 | 0 | 20",
    "2,000 | 100 | 99.5 | 0 | 0 | 20",
    "50,000 | 100 | 99.5 | 0 | 0 | 20",
  ],
  ["cost", "4 | 0.3 | 2 | 0.1 | 240", "4 | 0.3 | 2 | 0.1 | 240", "4 | 0.3 | 2 | 0.1 | 240"],
])("shows the %s of SDKs as a table: Cartbeat's, then the others from the smallest on", (table, ...figures) => {
  const libraries = { big: sdk("Big", 50_000), small: sdk("Small", 2000), cartbeat: sdk("Cartbeat", 3072) };
  const lines = figureText(`sdks:${table}`, Buffer.from(JSON.stringify({ libraries })))
    .trim()
    .split("\n");
  const names = ["Cartbeat 1.0.0", "Small 1.0.0", "Big 1.0.0"];
  expect(lines.slice(2)).toEqual(names.map((name, row) => `| ${name} | ${figures[row]} |`));
});

test.each([
  ["a figure missing", "sdks:delivery", "missing"],
  ["a table that there is not", "sdks:looks", "no table looks"],
])("refuses SDKs with %s", (_, what, complaint) => {
  const results = '{"libraries":{"a":{"title":"A","version":"1"}}}';
  expect(() => figureText(what, Buffer.from(results))).toThrow(complaint);
});

test.each([
  ["| a | 1 |\n| --- | ---: |", "| a    |   1 |\n| ---- | --: |", true],
  ["| a | 1 |", "| a | 2 |", false],
  ["12", "12,0", false],
])("%j and %j are the same figure: %s", (one, other, same) => {
  expect(sameFigure(one, other)).toBe(same);
});
