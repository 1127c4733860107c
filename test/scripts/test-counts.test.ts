import { expect, test } from "vitest";
import { testCounts, type TestReport } from "../../scripts/test-counts.ts";

function report(passed: number, failed: number, files: TestReport["testResults"] = []): TestReport {
  return { numPassedTests: passed, numFailedTests: failed, numPendingTests: 2, numTodoTests: 1, testResults: files };
}

const brokenFile = { name: "a.test.ts", status: "failed", assertionResults: [] };
const fileWithFailure = { name: "b.test.ts", status: "failed", assertionResults: [{ status: "failed" }] };

test.each([
  ["counts what passed", report(7, 0), 0, { passed: 7, failed: 0 }],
  ["counts what failed", report(7, 1, [fileWithFailure]), 1, { passed: 7, failed: 1 }],
  ["counts a file that did not load as one failure", report(7, 0, [brokenFile]), 1, { passed: 7, failed: 1 }],
  [
    "adds files that did not load to failed tests",
    report(7, 1, [brokenFile, fileWithFailure]),
    1,
    { passed: 7, failed: 2 },
  ],
  ["counts an error outside every test as one failure", report(7, 0), 1, { passed: 7, failed: 1 }],
  ["counts a run without tests as one failure", report(0, 0), 0, { passed: 0, failed: 1 }],
])("%s", (_what, input, exitCode, expected) => {
  expect(testCounts(input, exitCode)).toEqual({ ...expected, skipped: 3 });
});
