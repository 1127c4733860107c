import type { IngestFigures, RouteFigures } from "./measure-routes.ts";

/** What was measured with so many events stored. */
export interface SizeFigures {
  events: number;
  fill_seconds: number;
  routes: Record<string, RouteFigures>;
  /** Events that arrived while the routes were asked, and while nothing was. */
  ingest: { asked: IngestFigures; idle: IngestFigures };
}

/** The p95 of each route by size for the terminal, how it grew from the first size to the last, and ingest meanwhile. */
export function queryTable(sizes: readonly SizeFigures[]): string {
  const [first] = sizes;
  const last = sizes.at(-1);
  if (first === undefined || last === undefined) return "";
  const lines = [
    ["p95 ms", ...sizes.map(({ events }) => events.toLocaleString("en-US")), "growth"],
    ...Object.keys(first.routes).map((name) => [
      name,
      ...sizes.map(({ routes }) => (routes[name]?.p95_ms ?? 0).toFixed(1)),
      `× ${((last.routes[name]?.p95_ms ?? 0) / (first.routes[name]?.p95_ms ?? 1)).toFixed(2)}`,
    ]),
    ["ingest meanwhile, p99", ...sizes.map(({ ingest }) => ingest.asked.p99_ms.toFixed(1)), ""],
    ["ingest meanwhile, longest", ...sizes.map(({ ingest }) => ingest.asked.max_ms.toFixed(1)), ""],
    ["ingest alone, p99", ...sizes.map(({ ingest }) => ingest.idle.p99_ms.toFixed(1)), ""],
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
    )
    .join("\n");
}
