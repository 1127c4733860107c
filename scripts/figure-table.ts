/** What a server of the bench is called in README. */
const SERVERS: Readonly<Record<string, string>> = {
  parse_only: "only parses",
  one_row: "writes one row",
  ingest: "Cartbeat",
};

/** The figures shown, in the order of the columns. */
const COLUMNS: readonly [title: string, key: string][] = [
  ["requests/s", "requests_per_second"],
  ["events/s", "events_per_second"],
  ["p50 ms", "latency_p50_ms"],
  ["p99 ms", "latency_p99_ms"],
  ["rows written per event", "rows_written_per_event"],
  ["object requests per event", "do_requests_per_event"],
];

/** A Markdown table of one mix of the bench's results: a line for each server. Throws when a figure is missing. */
export function figureTable(mix: unknown, shown: (value: number) => string): string {
  const measured = record(mix);
  const lines = Object.entries(SERVERS).flatMap(([key, name]) => {
    if (measured[key] === undefined) return [];
    const figures = record(measured[key]);
    return [[name, ...COLUMNS.map(([, column]) => cell(figures[column], shown))]];
  });
  if (lines.length === 0) throw new Error("no server in the table");
  const header = ["", ...COLUMNS.map(([title]) => title)];
  const rule = header.map((_, column) => (column === 0 ? "---" : "---:"));
  return [header, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** A Markdown table of like objects: a line for each, a column for each of their keys. Throws when a figure is missing. */
export function rowsTable(rows: unknown, shown: (value: number) => string): string {
  const [first, ...others] = (Array.isArray(rows) ? rows : []).map(record);
  if (first === undefined) throw new Error("no rows in the table");
  const keys = Object.keys(first);
  const lines = [first, ...others].map((row) => keys.map((key) => cell(row[key], shown)));
  return [keys.map((key) => key.replaceAll("_", " ")), keys.map(() => "---:"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/** A server that keeps nothing has no rows: null is shown as nothing, a missing figure is an error. */
function cell(value: unknown, shown: (value: number) => string): string {
  if (value === null) return "";
  if (typeof value !== "number") throw new Error("a figure is missing in the table");
  return shown(value);
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error("no value there");
  return value as Record<string, unknown>;
}
