import { expect, test } from "vitest";
import { messageId } from "../../../cli/replay/message-id.ts";

test("the same row on the same line has the same id every time", () => {
  expect(messageId(7, "a,b")).toBe(messageId(7, "a,b"));
});

test("identical rows on two lines are two events", () => {
  expect(messageId(7, "a,b")).not.toBe(messageId(8, "a,b"));
});

test("another row on the same line of another file is another event", () => {
  expect(messageId(7, "a,b")).not.toBe(messageId(7, "a,c"));
});

test("ids sort in the order of the file", () => {
  const ids = [2, 9, 10, 99, 100, 1_000_000, 67_501_980].map((line) => messageId(line, String(line)));
  expect(ids.toSorted()).toEqual(ids);
});
