import type { Figures } from "./figures.ts";

const COLUMNS: [title: string, value: (figures: Figures) => number | null][] = [
  ["requests/s", (figures) => figures.requests_per_second],
  ["events/s", (figures) => figures.events_per_second],
  ["p50 ms", (figures) => figures.latency_p50_ms],
  ["p99 ms", (figures) => figures.latency_p99_ms],
  ["rows/event", (figures) => figures.rows_written_per_event],
  ["DO requests/event", (figures) => figures.do_requests_per_event],
  ["alarms/event", (figures) => figures.alarms_per_event],
  ["$/million", (figures) => figures.price_per_million_events?.total ?? null],
  ["refused", (figures) => figures.refused],
];

/** A table for the terminal: one line for each named row. */
export function table(rows: readonly [name: string, figures: Figures][]): string {
  const lines = [
    ["", ...COLUMNS.map(([title]) => title)],
    ...rows.map(([name, figures]) => [name, ...COLUMNS.map(([, value]) => shown(value(figures)))]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => pad(cell, widths[column] ?? 0, column))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function shown(value: number | null): string {
  return value === null ? "-" : value.toLocaleString("en-US");
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
