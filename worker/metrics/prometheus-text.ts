/** One value of a family, under its labels. */
interface Sample {
  labels: Record<string, string>;
  value: number;
  /** Of a histogram: `_bucket`, `_sum`, `_count`. */
  suffix?: string;
}

/** A family in Prometheus' text format. */
export interface MetricFamily {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  samples: Sample[];
}

/** Families in Prometheus' text format 0.0.4. */
export function prometheusText(families: MetricFamily[]): string {
  return families.map(familyText).join("");
}

/** A counter with one label for each of `names`; keys are their values joined by line feeds, in a stable order. */
export function counterFamily(
  { name, help }: Pick<MetricFamily, "name" | "help">,
  names: readonly string[],
  counts: ReadonlyMap<string, number>,
): MetricFamily {
  const samples = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]): Sample => {
      const values = key.split("\n");
      return { labels: Object.fromEntries(names.map((label, index) => [label, values[index] ?? ""])), value };
    });
  return { name, help, type: "counter", samples };
}

/** A gauge with its samples as they are. */
export function gaugeFamily({ name, help }: Pick<MetricFamily, "name" | "help">, samples: Sample[]): MetricFamily {
  return { name, help, type: "gauge", samples };
}

/** A histogram in seconds from counts by upper bound in milliseconds. */
export function histogramFamily(
  { name, help }: Pick<MetricFamily, "name" | "help">,
  { boundsMs, counts, count, sumMs }: { boundsMs: readonly number[]; counts: number[]; count: number; sumMs: number },
): MetricFamily {
  let below = 0;
  const buckets = boundsMs.map((bound, index): Sample => {
    below += counts[index] ?? 0;
    return { labels: { le: String(bound / 1000) }, value: below, suffix: "_bucket" };
  });
  const samples: Sample[] = [
    ...buckets,
    { labels: { le: "+Inf" }, value: count, suffix: "_bucket" },
    { labels: {}, value: sumMs / 1000, suffix: "_sum" },
    { labels: {}, value: count, suffix: "_count" },
  ];
  return { name, help, type: "histogram", samples };
}

function familyText({ name, help, type, samples }: MetricFamily): string {
  const lines = samples.map(({ labels, value, suffix = "" }) => `${name}${suffix}${labelsText(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function labelsText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
