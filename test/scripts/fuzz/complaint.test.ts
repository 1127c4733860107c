import { expect, test } from "vitest";
import { complaint } from "../../../scripts/fuzz/complaint.ts";
import type { FuzzAnswer } from "../../../scripts/fuzz/send.ts";

const request = { method: "POST", mark: "zq1qz" };
const error = JSON.stringify({ error: { code: "invalid_json", message: "The body is not JSON." } });

test.each<[string, Partial<FuzzAnswer>, RegExp]>([
  ["a 500", { status: 500, body: error }, /answered 500/],
  ["a 503 that does not say when to come again", { status: 503, body: error }, /without Retry-After/],
  ["input in the body", { status: 400, body: error.replace("JSON.", "zq1qz") }, /repeats input/],
  ["input in a header", { status: 404, body: error, headers: { location: "/zq1qz" } }, /repeats input/],
  ["an error without an error body", { status: 404, body: "Not Found" }, /without an error body/],
])("%s is a finding", (_, answer, finding) => {
  expect(complaint(request, { status: 200, headers: {}, body: "", ...answer })).toMatch(finding);
});

test.each<[string, Partial<FuzzAnswer>]>([
  ["an error as documented", { status: 400, body: error }],
  ["a documented 503", { status: 503, body: error, headers: { "retry-after": "2" } }],
  ["a message id in the answer of a taken batch", { status: 200, body: '{"messageId":"zq1qz"}' }],
])("%s is none", (_, answer) => {
  expect(complaint(request, { status: 200, headers: {}, body: "", ...answer })).toBeNull();
});
