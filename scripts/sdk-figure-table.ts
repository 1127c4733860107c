/** A column: its title, and the path of its value in the results of an SDK. */
type Column = readonly [title: string, path: string];

/** What becomes of events, and what an SDK costs a page; by the name of the table. */
const TABLES: Readonly<Record<string, readonly Column[]>> = {
  delivery: [
    ["bytes (brotli)", "brotli_bytes"],
    ["delivered %", "delivered_percent"],
    ["before the return %", "before_return_percent"],
    ["sent twice %", "duplicates_percent"],
    ["inside Retry-After", "requests_inside_pause"],
    ["runs", "runs"],
  ],
  cost: [
    ["init ms", "main_thread.init_ms"],
    ["track() ms", "main_thread.track_ms"],
    ["tasks ms per event", "main_thread.task_ms_per_event"],
    ["requests per event", "main_thread.requests_per_event"],
    ["bytes per event", "main_thread.bytes_per_event"],
  ],
};

/** A Markdown table of that name of SDKs: Cartbeat's first, the others from the smallest on. Throws when a figure is missing. */
export function sdkFigureTable(table: string, results: unknown, shown: (value: number) => string): string {
  const columns = TABLES[table];
  if (columns === undefined) throw new Error(`no table ${table} of SDKs`);
  const measured = Object.entries(record(record(results)["libraries"])).map(([name, library]) => ({
    name,
    ...record(library),
  }));
  if (measured.length === 0) throw new Error("no SDK in the table");
  const lines = measured
    .toSorted((a, b) => size(a) - size(b))
    .map((library: Record<string, unknown>) => [
      `${text(library["title"])} ${text(library["version"])}`,
      ...columns.map(([, path]) => shown(number(path.split(".").reduce<unknown>(field, library)))),
    ]);
  const header = ["", ...columns.map(([title]) => title)];
  const rule = header.map((_, column) => (column === 0 ? "---" : "---:"));
  return [header, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Ours comes before all others. */
function size(library: Record<string, unknown>): number {
  return library["name"] === "cartbeat" ? 0 : Number(library["brotli_bytes"]);
}

function field(holder: unknown, name: string): unknown {
  return record(holder)[name];
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error("no value there");
  return value as Record<string, unknown>;
}

function number(value: unknown): number {
  if (typeof value !== "number") throw new Error("a figure is missing in the table");
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error("a name is missing in the table");
  return value;
}
