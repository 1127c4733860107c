import type { ScenarioFigures } from "./scenario-figures.ts";

/** Least share of events that must be at the collector before the shopper comes back, by scenario. */
const LEAST_BEFORE_RETURN: Readonly<Record<string, number>> = {
  close: 99,
  navigate: 99,
  "hidden-kill": 99,
  crash: 99,
  burst: 95,
};
const MOST_DUPLICATES_PERCENT = 5;

/** What Cartbeat's SDK promises and a scenario did not keep, in words; nothing when all was kept. */
export function complaints(name: string, figures: ScenarioFigures): string[] {
  const found: string[] = figures.failures.map((failure) => `a run failed: ${failure}`);
  const { delivered_percent: delivered, before_return_percent: before, duplicates_percent: duplicates } = figures;
  if (delivered < 100) found.push(`${delivered} % delivered`);
  const least = LEAST_BEFORE_RETURN[name];
  if (least !== undefined && (before ?? 0) < least) found.push(`${before} % before the return, not ${least} %`);
  if (duplicates >= MOST_DUPLICATES_PERCENT) found.push(`${duplicates} % duplicates on the wire`);
  if (figures.requests_inside_pause > 0) found.push(`${figures.requests_inside_pause} requests inside Retry-After`);
  if (figures.preflights > 0) found.push(`${figures.preflights} preflights`);
  return found.map((text) => `${name}: ${text}`);
}

/** Events that are not in the collector once each, in words. */
export function logComplaints(markers: readonly string[], logged: ReadonlyMap<string, number>): string[] {
  const missing = markers.filter((name) => !logged.has(name)).length;
  const doubled = markers.filter((name) => (logged.get(name) ?? 0) > 1).length;
  return [
    ...(missing > 0 ? [`collector: ${missing} of ${markers.length} events are not in its log`] : []),
    ...(doubled > 0 ? [`collector: ${doubled} of ${markers.length} events are in its log more than once`] : []),
  ];
}
