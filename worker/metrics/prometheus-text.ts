/** A counter family in Prometheus' text format. */
export interface CounterFamily {
  name: string;
  help: string;
  label: string;
  /** Label value to count. */
  values: ReadonlyMap<string, number>;
}

/** Counters in Prometheus' text format 0.0.4, label values in a stable order. */
export function prometheusText(families: CounterFamily[]): string {
  return families.map(familyText).join("");
}

function familyText({ name, help, label, values }: CounterFamily): string {
  const samples = [...values]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, count]) => `${name}{${label}="${escapeLabel(value)}"} ${count}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} counter\n${samples.join("")}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
