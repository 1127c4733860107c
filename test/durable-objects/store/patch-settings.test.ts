import { describe, expect, test } from "vitest";
import { patchSettings } from "../../../durable-objects/store/patch-settings.ts";
import { DEFAULT_SETTINGS, type Settings, type SettingsPatch } from "../../../protocol/settings.ts";

describe("patchSettings", () => {
  test.each<[string, SettingsPatch, Partial<Settings>]>([
    ["nothing", {}, {}],
    ["a list is replaced", { ladder_minutes: [60] }, { ladder_minutes: [60] }],
    [
      "cut-offs merge by stage",
      { cutoff_minutes: { browse: 5, cart: null } },
      { cutoff_minutes: { browse: 5, cart: null, checkout: 30, payment: 30 } },
    ],
    ["retention merges by field", { retention_days: { events: 7 } }, { retention_days: { events: 7, one_view: 35 } }],
    ["null is a value", { quiet_hours: null }, { quiet_hours: null }],
  ])("%s", (_, patch, changed) => {
    expect(patchSettings(DEFAULT_SETTINGS, patch, true)).toEqual({ settings: { ...DEFAULT_SETTINGS, ...changed } });
  });

  test.each<[SettingsPatch, boolean, string | null]>([
    [{ currency: "EUR" }, false, null],
    [{ currency: "EUR" }, true, "currency"],
    [{ currency: "USD" }, true, null],
    [{ time_zone: "Asia/Tokyo" }, true, "time_zone"],
    [{ activity_threshold: 3 }, true, "activity_threshold"],
    [{ activity_threshold: 3 }, false, null],
    [{ idle_policy: "cart_activity" }, true, null],
  ])("%j, events %s: fixed %s", (patch, hasEvents, fixed) => {
    const result = patchSettings(DEFAULT_SETTINGS, patch, hasEvents);
    expect("fixed" in result ? result.fixed : null).toBe(fixed);
  });
});
