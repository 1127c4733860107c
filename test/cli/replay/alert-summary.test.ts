import { expect, test } from "vitest";
import { DeliveryLog } from "../../../cli/alerts/delivery-log.ts";
import { alertSummary } from "../../../cli/replay/alert-summary.ts";
import { alertReport } from "../../../cli/replay/replay-report.ts";
import type { OutcomePayload } from "../../../protocol/outcome.ts";

const END = Date.UTC(2026, 10, 20, 10);

function logOf(alerts: { shopper: string; deadline: number; delay?: number; type?: string }[]): DeliveryLog {
  const log = new DeliveryLog();
  alerts.forEach(({ shopper, deadline, delay = 0, type = "cart.abandoned" }, index) => {
    const data = {
      shopper,
      cart_id: `c_${index}`,
      episode: 1,
      step: 1,
      deadline: new Date(deadline).toISOString(),
      fired_at: new Date(deadline + delay).toISOString(),
    };
    log.add(`id-${index}`, { type, timestamp: "", data } as OutcomePayload, 0);
  });
  return log;
}

test("an alert counts to the end of the file when its deadline is at or before the newest row", () => {
  const log = logOf([END - 1, END, END + 1].map((deadline) => ({ shopper: "u", deadline })));
  expect(alertSummary(log, new Set(["u"]), END)).toMatchObject({ byEndOfFile: 2, total: 3 });
});

test("alerts about shoppers who are not in the file are counted apart", () => {
  const log = logOf([
    { shopper: "u", deadline: END },
    { shopper: "somebody else", deadline: END },
  ]);
  expect(alertSummary(log, new Set(["u"]), END)).toMatchObject({ byEndOfFile: 1, total: 1, others: 1 });
});

test("recoveries are no alerts", () => {
  const log = logOf([{ shopper: "u", deadline: END, type: "cart.recovered" }]);
  expect(alertSummary(log, new Set(["u"]), END)).toMatchObject({ total: 0, recovered: 1 });
});

test("the delay is told as median and worst", () => {
  const log = logOf([40, 10, 20].map((delay) => ({ shopper: "u", deadline: END, delay })));
  expect(alertSummary(log, new Set(["u"]), END).delayMs).toEqual({ median: 20, worst: 40 });
});

test("the report says none twice only when none was", () => {
  const log = logOf([{ shopper: "u", deadline: END }]);
  const summary = alertSummary(log, new Set(["u"]), END);
  expect(alertReport(summary, true).join("\n")).toContain("none twice");
  expect(alertReport({ ...summary, doubled: ["id-9"] }, true).join("\n")).toMatch(/1 TOLD TWICE[^]*told twice: id-9/);
});
