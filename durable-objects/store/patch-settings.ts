import type { Settings, SettingsPatch } from "../../protocol/settings.ts";

/** Settings that change what stored events mean. */
const FIXED_WITH_EVENTS = ["time_zone", "currency", "activity_threshold"] as const;

/** New settings, or the name of the setting that can no longer change. */
export type PatchResult = { settings: Settings } | { fixed: (typeof FIXED_WITH_EVENTS)[number] };

/**
 * Merges a change into settings; `cutoff_minutes` and `retention_days` merge by field. A setting that is fixed once
 * the store has events may be sent again with its present value.
 */
export function patchSettings(settings: Settings, patch: SettingsPatch, hasEvents: boolean): PatchResult {
  const merged = {
    ...settings,
    ...withoutUndefined(patch),
    cutoff_minutes: { ...settings.cutoff_minutes, ...withoutUndefined(patch.cutoff_minutes ?? {}) },
    retention_days: { ...settings.retention_days, ...withoutUndefined(patch.retention_days ?? {}) },
  } as Settings;
  const fixed = hasEvents ? FIXED_WITH_EVENTS.find((name) => merged[name] !== settings[name]) : undefined;
  return fixed === undefined ? { settings: merged } : { fixed };
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}
