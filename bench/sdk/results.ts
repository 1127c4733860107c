import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { dirname } from "node:path";
import type { Machine } from "../machine.ts";
import type { MainThreadFigures } from "./main-thread.ts";
import type { ScenarioFigures } from "./scenario-figures.ts";

/** What was measured of one SDK. */
export interface LibraryResult {
  title: string;
  version: string;
  brotli_bytes: number;
  /** Runs of each scenario. */
  runs: number;
  /** Means over all scenarios. */
  delivered_percent: number;
  before_return_percent: number;
  duplicates_percent: number;
  requests_inside_pause: number;
  main_thread: MainThreadFigures;
  scenarios: Record<string, ScenarioFigures>;
}

/** The file of results: every SDK as it was measured last. */
export interface SdkResults {
  machine: Machine;
  /** Processes that wanted to run during the last minute, this bench among them: over the number of cores it was busy. */
  load_average: number;
  libraries: Record<string, LibraryResult>;
}

/** The means that sum up scenarios. */
export function summary(
  scenarios: Record<string, ScenarioFigures>,
): Pick<LibraryResult, "delivered_percent" | "before_return_percent" | "duplicates_percent" | "requests_inside_pause"> {
  const all = Object.values(scenarios);
  return {
    delivered_percent: mean(all.map((one) => one.delivered_percent)),
    before_return_percent: mean(all.flatMap((one) => one.before_return_percent ?? [])),
    duplicates_percent: mean(all.map((one) => one.duplicates_percent)),
    requests_inside_pause: all.reduce((sum, one) => sum + one.requests_inside_pause, 0),
  };
}

/** Writes what was measured now; what is known of other SDKs stays. */
export function saveResults(file: string, machine: Machine, measured: Record<string, LibraryResult>): void {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as SdkResults).libraries : {};
  mkdirSync(dirname(file), { recursive: true });
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  const results: SdkResults = { machine, load_average: load, libraries: { ...known, ...measured } };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}

function mean(values: readonly number[]): number {
  return Math.round((values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)) * 100) / 100;
}
