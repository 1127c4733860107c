import { readFileSync } from "node:fs";
import { parseTime } from "../../engine/event-time.ts";
import { DEFAULT_SETTINGS, type Settings, settingsPatchSchema } from "../../protocol/settings.ts";
import { CommandError } from "../command-error.ts";
import { readFailure } from "../read-failure.ts";

const MINUTES_OF_UNIT: Readonly<Record<string, number>> = { ms: 1 / 60_000, s: 1 / 60, m: 1, h: 60, d: 1440 };
const CUTOFF = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/;
const MOST_MINUTES = 525_600;

/** When the virtual clock stops: at the newest event, when nobody waits any more, or at a time (inclusive). */
export type Until = "end" | "endless" | { at: number };

/** Reads `15m,30m,1h,4h` as minutes; a number alone is minutes. Throws {@link CommandError}. */
export function readCutoffs(text: string): number[] {
  return text.split(",").map((part) => {
    const match = CUTOFF.exec(part.trim());
    const minutes = Number(match?.[1]) * (MINUTES_OF_UNIT[match?.[2] ?? "m"] ?? 1);
    if (match !== null && minutes <= MOST_MINUTES) return minutes;
    throw new CommandError(`--cutoff must be times such as 15m,30m,1h,4h of at most a year, not "${part.trim()}".`);
  });
}

/** Reads `--idle-policy`. Throws {@link CommandError}. */
export function readIdlePolicy(text: string): Settings["idle_policy"] {
  if (text === "any_activity" || text === "cart_activity") return text;
  throw new CommandError(`--idle-policy must be any_activity or cart_activity, not "${text}".`);
}

/** Reads `--until`. Throws {@link CommandError}. */
export function readUntil(text: string): Until {
  if (text === "end" || text === "endless") return text;
  const at = parseTime(text);
  if (at !== null) return { at };
  throw new CommandError(`--until must be end, endless or a time such as 2026-11-20T10:00:00Z, not "${text}".`);
}

/** Reads a settings file: any part of the settings, merged with the defaults. Throws {@link CommandError}. */
export function readSettings(path: string): Settings {
  const parsed = settingsPatchSchema.safeParse(jsonOf(path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.code === "unrecognized_keys") {
      const names = issue.keys.map((key) => [...issue.path, key].join("."));
      throw new CommandError(`${path}: there is no setting ${names.join(", ")}.`);
    }
    const name = issue?.path.join(".") ?? "";
    if (name === "") throw new CommandError(`${path} must hold a JSON object of settings.`);
    throw new CommandError(`${path}: ${name} has no valid value (${issue?.message ?? "invalid"}).`);
  }
  const { data } = parsed;
  return {
    ...DEFAULT_SETTINGS,
    ...data,
    cutoff_minutes: { ...DEFAULT_SETTINGS.cutoff_minutes, ...data.cutoff_minutes },
    retention_days: { ...DEFAULT_SETTINGS.retention_days, ...data.retention_days },
  } as Settings;
}

function jsonOf(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw readFailure(path, error);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new CommandError(`${path} is not JSON.`);
  }
}
