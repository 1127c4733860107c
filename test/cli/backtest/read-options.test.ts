import { afterAll, expect, test } from "vitest";
import { readCutoffs, readIdlePolicy, readSettings, readUntil } from "../../../cli/backtest/read-options.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";
import { TrafficFiles } from "./traffic-file.ts";

const files = new TrafficFiles();
afterAll(() => files.remove());

test.each([
  ["15m,30m,1h,4h", [15, 30, 60, 240]],
  ["30", [30]],
  ["90s, 0.5m", [1.5, 0.5]],
  ["1d", [1440]],
])("--cutoff %s is %j minutes", (text, minutes) => {
  expect(readCutoffs(text)).toEqual(minutes);
});

test.each(["", "soon", "15m,", "-5m", "1w", "400d", "1e3"])("--cutoff %j is refused", (text) => {
  expect(() => readCutoffs(text)).toThrow(/--cutoff must be times such as/);
});

test("--until takes end, endless and a time with a zone", () => {
  expect(readUntil("end")).toBe("end");
  expect(readUntil("endless")).toBe("endless");
  expect(readUntil("2026-11-20T12:00:00+01:00")).toEqual({ at: Date.UTC(2026, 10, 20, 11) });
  expect(() => readUntil("2026-11-20T12:00:00")).toThrow(/--until must be end, endless or a time/);
});

test("--idle-policy takes the two policies", () => {
  expect(readIdlePolicy("cart_activity")).toBe("cart_activity");
  expect(() => readIdlePolicy("any")).toThrow(/--idle-policy must be any_activity or cart_activity/);
});

test("a part of the settings is merged with the defaults", () => {
  const path = files.lines("part.json", [{ cutoff_minutes: { cart: 5 }, ladder_minutes: [60], shadow: true }]);
  expect(readSettings(path)).toEqual({
    ...DEFAULT_SETTINGS,
    cutoff_minutes: { browse: null, cart: 5, checkout: 30, payment: 30 },
    ladder_minutes: [60],
    shadow: true,
  });
});

test.each([
  ["an unknown setting", { cutof_minutes: {} }, /there is no setting cutof_minutes\./],
  ["an unknown stage", { cutoff_minutes: { wishlist: 5 } }, /there is no setting cutoff_minutes\.wishlist\./],
  ["a wrong value", { idle_policy: "none" }, /idle_policy has no valid value/],
  ["a wrong value inside", { cutoff_minutes: { cart: "30" } }, /cutoff_minutes\.cart has no valid value/],
])("%s is named", (_, settings, message) => {
  expect(() => readSettings(files.lines("wrong.json", [settings]))).toThrow(message);
});

test("a file that is no settings is told so", () => {
  expect(() => readSettings(files.write("list.json", "[]"))).toThrow(/must hold a JSON object of settings/);
  expect(() => readSettings(files.write("text.json", "cart: 5"))).toThrow(/is not JSON/);
  expect(() => readSettings(`${files.directory}/none.json`)).toThrow(/There is no file/);
});
