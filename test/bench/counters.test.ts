import { expect, test } from "vitest";
import { byClass, difference } from "../../bench/counters.ts";

const page = `# TYPE rows_total counter
rows_total{class="Shopper"} 12
rows_total{class="MetricsShard"} 30
rows_total_other{class="Shopper"} 7
# TYPE idle_total counter
`;

test("reads a counter by class and takes no other counter for it", () => {
  expect(byClass(page, "rows_total")).toEqual({ Shopper: 12, MetricsShard: 30 });
});

test("a counter that has not counted yet has no classes", () => {
  expect(byClass(page, "idle_total")).toEqual({});
});

test("throws for a counter that the page does not know: a missing figure is no zero", () => {
  expect(() => byClass(page, "absent_total")).toThrow("absent_total");
});

test("subtracts by class, and a class that is new counts from zero", () => {
  const before = { rowsWritten: { Shopper: 10 }, doRequests: {}, alarms: { Shopper: 1 }, activeSeconds: {} };
  const after = {
    rowsWritten: { Shopper: 12, Store: 3 },
    doRequests: { Shopper: 1 },
    alarms: { Shopper: 4 },
    activeSeconds: { Shopper: 0.5 },
  };
  expect(difference(after, before)).toEqual({
    rowsWritten: { Shopper: 2, Store: 3 },
    doRequests: { Shopper: 1 },
    alarms: { Shopper: 3 },
    activeSeconds: { Shopper: 0.5 },
  });
});
