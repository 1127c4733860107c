import { expect, test } from "vitest";
import { total } from "../../bench/counters.ts";

const page = `# TYPE rows_total counter
rows_total{class="Shopper"} 12
rows_total{class="MetricsShard"} 30
rows_total_other{class="Shopper"} 7
plain_total 5
`;

test("adds a counter over its labels and takes no other counter for it", () => {
  expect(total(page, "rows_total")).toBe(42);
});

test("reads a counter without labels", () => {
  expect(total(page, "plain_total")).toBe(5);
});

test("throws for a counter that the page does not have: a missing figure is no zero", () => {
  expect(() => total(page, "absent_total")).toThrow("absent_total");
});
