import { expect, test } from "vitest";
import { priceOfMillion } from "../../bench/price-table.ts";

test("a million events cost what their requests, alarms, rows and waking seconds cost at list price", () => {
  const counted = {
    rowsWritten: { Shopper: 100, MetricsShard: 50 },
    doRequests: { Shopper: 60 },
    alarms: { Shopper: 20 },
    activeSeconds: { Shopper: 10 },
  };
  expect(priceOfMillion(counted, { events: 100, requests: 50 })).toEqual({
    worker_requests: 0.15,
    object_requests: 0.12,
    rows_written: 1.5,
    duration: 0.16,
    total: 1.93,
  });
});
