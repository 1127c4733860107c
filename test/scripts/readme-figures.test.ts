import { expect, test } from "vitest";
import { figureText, readmeFigures, withFigures } from "../../scripts/readme-figures.ts";

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
