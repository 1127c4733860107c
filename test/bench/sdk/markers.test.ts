import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { marker, markersIn } from "../../../bench/sdk/markers.ts";

const first = marker("r1", 0);
const second = marker("r1", 41);
const json = JSON.stringify({ batch: [{ name: first }, { name: second }, { name: first }] });
const encoded = JSON.stringify({ data: [first, second, first].map((name) => base64(`{"marker":"${name}","more":1}`)) });

function base64(text: string): string {
  return Buffer.from(text).toString("base64url");
}

test.each([
  ["plain", json],
  ["gzip", gzipSync(json)],
  ["a form field", `data=${encodeURIComponent(json)}`],
  ["a form field of base64", `data=${encodeURIComponent(Buffer.from(json).toString("base64"))}`],
  ["events of base64 within JSON", encoded],
  ["gzip in base64", `data=${gzipSync(json).toString("base64url")}`],
])("events are found in a body that is %s, each as often as it is there", (_, body) => {
  expect(markersIn(Buffer.from(body))).toEqual([first, second, first]);
});

test.each(["", "{}", "100%", "data=%7B%7D"])("there are none in %j", (body) => {
  expect(markersIn(Buffer.from(body))).toEqual([]);
});
