import { expect, test } from "vitest";
import type { ShopperView } from "../../../protocol/shopper-view.ts";
import type { Acted, SentMessage } from "../../../scripts/torture/act.ts";
import { expectedMetrics, metricDifferences } from "../../../scripts/torture/metrics.ts";

const add = {
  messageId: "1",
  type: "track",
  event: "add_to_cart",
  timestamp: "2026-11-20T23:59:59.000Z",
} as SentMessage;
const buy = {
  messageId: "2",
  type: "track",
  event: "purchase",
  timestamp: "2026-11-21T00:00:01.000Z",
  properties: { value: 1.5 },
} as SentMessage;
const acted = [{ plan: { id: "s", items: [{ id: "i", priceMinor: 150 }] }, sent: [add, buy] }] as unknown as Acted[];
const views = new Map([
  ["s", { alerts: [{ cart_id: "c", episode: 1, status: "recovered" }] } as unknown as ShopperView],
]);

test("what was acknowledged is folded into figures, day by day", () => {
  expect(expectedMetrics(acted, views)).toEqual({
    events: 2,
    "events of type add_to_cart": 1,
    "events of type purchase": 1,
    shoppers: 1,
    "orders of 2026-11-21": 1,
    "revenue of 2026-11-21": 150,
    "shoppers who reached cart": 1,
    "shoppers who reached purchase": 1,
    "shoppers active on 2026-11-20": 1,
    "shoppers active on 2026-11-21": 1,
    "alerted episodes": 1,
    recoveries: 1,
    "items added": "i×1",
  });
});

test("a figure that differs, one that is missing and one too many are told; a day without anything is none", () => {
  const expected = { events: 2, shoppers: 1 };
  expect(metricDifferences(expected, { events: 3, "orders of 2026-11-21": 1, "orders of 2026-11-20": 0 })).toEqual([
    "metrics: events: 3 instead of 2",
    "metrics: shoppers: 0 instead of 1",
    "metrics: orders of 2026-11-21: 1 instead of 0",
  ]);
});
