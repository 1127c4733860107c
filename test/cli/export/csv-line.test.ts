import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvLine } from "../../../cli/export/csv-line.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+SUM(A1)", "'+SUM(A1)"],
  ["-2+3", "'-2+3"],
  ["@cmd", "'@cmd"],
  ["\t=1", "'\t=1"],
  ["-12.50", "-12.50"],
  ["+7", "+7"],
  ["plain", "plain"],
  ['a "quoted", cell\nof two lines', 'a "quoted", cell\nof two lines'],
  ["", ""],
])("the cell %j is read by a spreadsheet as %j, never as a formula", (cell, read) => {
  expect(parse(csvLine(["x", cell]))).toEqual([["x", read]]);
});
