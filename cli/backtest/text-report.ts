import type { Money } from "../../engine/backtest/tally.ts";
import { minorUnits } from "../../engine/money.ts";
import type { Settings } from "../../protocol/settings.ts";
import type { BacktestResult, CutoffResult } from "./backtest.ts";

const PLOT_WIDTH = 50;
const HEADER = [
  "cut-off",
  "alerts",
  "needless 1 h",
  "needless 24 h",
  "recovered",
  "retracted",
  "expired",
  "at stake",
  "recovered value",
];

/** What a back-test shows on a terminal: what went in, a table with a row for each cut-off, and a plot. */
export function textReport(
  result: BacktestResult,
  asked: { path: string; idlePolicy: Settings["idle_policy"] },
): string {
  const { cutoffs } = result;
  const rows = cutoffs.map(({ cutoff, figures }) => [
    cutoffLabel(cutoff),
    count(figures.alerts),
    count(figures.needless_1h),
    count(figures.needless_24h),
    count(figures.recovered),
    count(figures.retracted),
    count(figures.expired),
    moneyText(figures.value_at_stake),
    moneyText(figures.value_recovered),
  ]);
  return [summary(result, asked), "", ...table([HEADER, ...rows]), ...notes(result), "", ...plot(cutoffs)].join("\n");
}

/** `45 min`, `1 h`; where stages differ, each of them. */
function cutoffLabel(cutoff: CutoffResult["cutoff"]): string {
  if (typeof cutoff === "number") return durationText(cutoff);
  const stages = Object.entries(cutoff).filter((entry): entry is [string, number] => entry[1] !== null);
  return stages.map(([stage, minutes]) => `${stage} ${durationText(minutes)}`).join(", ") || "off";
}

function durationText(minutes: number): string {
  if (minutes >= 1440 && minutes % 1440 === 0) return `${minutes / 1440} d`;
  if (minutes >= 60 && minutes % 60 === 0) return `${minutes / 60} h`;
  return minutes >= 1 ? `${Number(minutes.toFixed(2))} min` : `${Number((minutes * 60).toFixed(3))} s`;
}

function summary({ format, taken }: BacktestResult, asked: { path: string; idlePolicy: string }): string {
  const from = taken.firstAt === null ? "" : `, from ${timeText(taken.firstAt)}`;
  const to = taken.stoppedAt === null ? "until nobody waits any more" : `to ${timeText(taken.stoppedAt)}`;
  return `${asked.path} (${format}): ${count(taken.events)} events${from} ${to}; idle policy ${asked.idlePolicy}`;
}

function notes({ taken, refused, cutoffs }: BacktestResult): string[] {
  const lines: string[] = [];
  if (taken.duplicates > 0) lines.push(`${count(taken.duplicates)} duplicates counted once.`);
  const codes = [...refused].map(([code, times]) => `${code} ${count(times)}`);
  if (codes.length > 0) lines.push(`Refused, as the collector would have: ${codes.join(", ")}.`);
  const suppressed = cutoffs.map(({ figures }) => figures.suppressed);
  if (suppressed.some((times) => times > 0)) {
    lines.push(`Not sent (hold-out group or shadow mode): ${suppressed.map(count).join(", ")}.`);
  }
  return lines.length === 0 ? [] : ["", ...lines];
}

function plot(cutoffs: readonly CutoffResult[]): string[] {
  const most = Math.max(1, ...cutoffs.map(({ figures }) => figures.alerts));
  const labels = cutoffs.map(({ cutoff }) => cutoffLabel(cutoff));
  const width = Math.max(...labels.map((label) => label.length));
  return [
    "Alerts: █ nobody bought within a day  ▒ bought within a day  ░ bought within an hour",
    ...cutoffs.map(({ figures }, index) => {
      const { alerts, needless_1h: hour, needless_24h: day } = figures;
      const [full, soon, all] = [alerts - day, alerts - hour, alerts].map((n) => Math.round((n / most) * PLOT_WIDTH));
      const bar = "█".repeat(full ?? 0) + "▒".repeat((soon ?? 0) - (full ?? 0)) + "░".repeat((all ?? 0) - (soon ?? 0));
      return `${(labels[index] ?? "").padStart(width)} │${bar} ${count(alerts)}`;
    }),
  ];
}

/** Columns under each other, the first to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function moneyText(moneys: readonly Money[]): string {
  if (moneys.length === 0) return "0";
  return moneys
    .map(({ currency, value_minor }) => {
      const digits = minorUnits(currency);
      const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return `${(value_minor / 10 ** digits).toLocaleString("en-US", options)} ${currency}`;
    })
    .join(" + ");
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function timeText(at: number): string {
  return new Date(at)
    .toISOString()
    .replace("T", " ")
    .replace(/\.000Z$/, "Z");
}
