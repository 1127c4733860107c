import { expect, test } from "vitest";
import { complaints, logComplaints } from "../../../bench/sdk/judge.ts";
import type { RunResult } from "../../../bench/sdk/perform.ts";
import { scenarioFigures } from "../../../bench/sdk/scenario-figures.ts";

const perfect: RunResult = {
  events: 5,
  beforeReturn: 5,
  delivered: 5,
  duplicates: 0,
  requests: 1,
  preflights: 0,
  insidePause: 0,
  markers: [],
};
const judge = (name: string, results: RunResult[], failures: string[] = []) =>
  complaints(name, scenarioFigures(results, { isPrompt: true, failures }));

test("an SDK that keeps its promises is not complained about", () => {
  expect(judge("close", [perfect, perfect])).toEqual([]);
});

test.each<[string, Partial<RunResult>, string]>([
  ["an event that never came", { delivered: 4, beforeReturn: 4 }, "80 % delivered"],
  ["an event that came after the return alone", { beforeReturn: 4 }, "80 % before the return, not 99 %"],
  ["an event that came twice", { duplicates: 1 }, "20 % duplicates on the wire"],
  ["a request inside Retry-After", { insidePause: 1 }, "1 requests inside Retry-After"],
  ["a preflight", { preflights: 2 }, "2 preflights"],
])("%s is", (_, broken, complaint) => {
  expect(judge("close", [{ ...perfect, ...broken }])).toContain(`close: ${complaint}`);
});

test("a run that could not be carried out is a complaint, not a success", () => {
  expect(judge("close", [perfect], ["the browser did not start"])).toEqual([
    "close: a run failed: the browser did not start",
  ]);
  expect(judge("close", [])).toContain("close: 0 % delivered");
});

test("where nothing can come before the return, nothing is asked of it", () => {
  const figures = scenarioFigures([{ ...perfect, beforeReturn: 0 }], { isPrompt: false, failures: [] });
  expect(complaints("503", figures)).toEqual([]);
});

test("what the collector took must be in its log once", () => {
  const logged = new Map([
    ["a", 1],
    ["b", 2],
  ]);
  expect(logComplaints(["a"], logged)).toEqual([]);
  expect(logComplaints(["a", "b", "c"], logged)).toEqual([
    "collector: 1 of 3 events are not in its log",
    "collector: 1 of 3 events are in its log more than once",
  ]);
});
