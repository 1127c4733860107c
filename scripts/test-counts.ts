/** The part of vitest's JSON report that is read. */
export interface TestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
}

/** What a run of tests came to. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts tests. A file that failed without a failed test (it did not load) is one failure; so is a run that ended with
 * an error although every test passed (an unhandled rejection), and one that ran no test at all.
 */
export function testCounts(report: TestReport, exitCode: number): TestCounts {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((result) => result.status === "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  const ranNothing = report.numPassedTests === 0 && failed === 0;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (exitCode !== 0 || ranNothing) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
