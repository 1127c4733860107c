import { expect, test } from "vitest";
import { shopperCounters } from "../../../durable-objects/shopper/shopper-counters.ts";
import { counterFamily, histogramFamily, prometheusText } from "../../../worker/metrics/prometheus-text.ts";
import { item } from "../../support/shopper-events.ts";
import { call } from "../call.ts";
import { HOUR_MS, MINUTE_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

test("counters with several labels, in a stable order, their values escaped", () => {
  const counts = new Map([
    ["cart\nrecovered", 2],
    ['a"b\\c\nx', 1],
  ]);
  expect(prometheusText([counterFamily({ name: "n_total", help: "What." }, ["stage", "result"], counts)])).toBe(
    '# HELP n_total What.\n# TYPE n_total counter\nn_total{stage="a\\"b\\\\c",result="x"} 1\nn_total{stage="cart",result="recovered"} 2\n',
  );
});

test("a histogram adds its buckets up, in seconds", () => {
  const histogram = { boundsMs: [10, 500], counts: [3, 2], count: 6, sumMs: 1250 };
  expect(prometheusText([histogramFamily({ name: "d_seconds", help: "How long." }, histogram)])).toBe(
    [
      "# HELP d_seconds How long.",
      "# TYPE d_seconds histogram",
      'd_seconds_bucket{le="0.01"} 3',
      'd_seconds_bucket{le="0.5"} 5',
      'd_seconds_bucket{le="+Inf"} 6',
      "d_seconds_sum 1.25",
      "d_seconds_count 6",
      "",
    ].join("\n"),
  );
});

test("GET /metrics shows alerts by stage and result, their delay and the lag of the shards", async () => {
  const before = shopperCounters.alertDelay().count;
  const shop = new Shop("prometheus");
  shop.take("u:1", [ago("add_to_cart", "u:1", 2 * HOUR_MS, { items: [item("1")] })]);
  shop.wake("u:1", Date.now() - 2 * HOUR_MS + 30 * MINUTE_MS + 40);
  expect(shopperCounters.alertDelay().count).toBe(before + 1);
  const text = await (await call("/metrics")).text();
  for (const line of [
    /^cartbeat_alerts_total\{stage="cart",result="abandoned"\} \d+$/m,
    /^cartbeat_alert_delay_seconds_bucket\{le="0.05"\} \d+$/m,
    /^cartbeat_shard_lag_seconds_count \d+$/m,
  ]) {
    expect(text).toMatch(line);
  }
});
