import { expect, test } from "vitest";
import { changesOf, toDraft, toPatch } from "../../dashboard/pages/settings/draft.ts";
import { DEFAULT_SETTINGS, settingsPatchSchema, type Settings } from "../../protocol/settings.ts";

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  cutoff_minutes: { browse: null, cart: 0.5, checkout: 20, payment: 10 },
  ladder_minutes: [60, 1440],
  quiet_hours: { from: "22:00", to: "07:00" },
  internal_users: ["*@shop.example", "tester"],
  return_url: "https://shop.example/cart",
};

test("a form that nobody touched changes nothing", () => {
  const patch = toPatch(toDraft(SETTINGS));
  expect(settingsPatchSchema.safeParse(patch).success).toBe(true);
  expect({ ...SETTINGS, ...patch }).toEqual(SETTINGS);
});

test("an emptied cut-off switches its stage off, emptied quiet hours end", () => {
  const patch = toPatch({ ...toDraft(SETTINGS), cart: " ", quietFrom: "", quietTo: "" });
  expect(patch.cutoff_minutes).toMatchObject({ cart: null, checkout: 20 });
  expect(patch.quiet_hours).toBeNull();
});

test("what is no number is refused, not taken for nothing", () => {
  const sent: unknown = JSON.parse(JSON.stringify(toPatch({ ...toDraft(SETTINGS), coolOff: "soon" })));
  expect(settingsPatchSchema.safeParse(sent).success).toBe(false);
});

test("only what was changed is sent: what is fixed by now is not touched", () => {
  const patch = toPatch({ ...toDraft(SETTINGS), expire: "14", origins: "https://shop.example\n" });
  expect(changesOf(patch, SETTINGS)).toEqual({ expire_days: 14, allowed_origins: ["https://shop.example"] });
  expect(changesOf(toPatch(toDraft(SETTINGS)), SETTINGS)).toEqual({});
});

test("the form has every setting", () => {
  expect(Object.keys(toPatch(toDraft(SETTINGS))).toSorted()).toEqual(Object.keys(DEFAULT_SETTINGS).toSorted());
});
