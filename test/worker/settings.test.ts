import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../protocol/settings.ts";
import { SECRET_KEY, WRITE_KEY, call, callAsOwner, errorOf, postBatch } from "./call.ts";

const patch = (body: unknown) => callAsOwner("/v1/settings", { method: "PATCH", body });
const read = async () => (await callAsOwner("/v1/settings")).json<Settings>();

describe("before the store has events", () => {
  test("a new store has the default settings", async () => {
    expect(await read()).toEqual(DEFAULT_SETTINGS);
  });

  test("a part of the settings is changed, the others stay", async () => {
    const response = await patch({ holdout_percent: 10, cutoff_minutes: { cart: 0.05 }, currency: "EUR" });
    expect(response.status).toBe(200);
    const expected = {
      ...DEFAULT_SETTINGS,
      holdout_percent: 10,
      currency: "EUR",
      cutoff_minutes: { ...DEFAULT_SETTINGS.cutoff_minutes, cart: 0.05 },
    };
    expect(await response.json()).toEqual(expected);
    expect(await read()).toEqual(expected);
  });

  test.each<[string, unknown, string | undefined]>([
    ["a percentage over 100", { holdout_percent: 101 }, "holdout_percent"],
    ["an unknown time zone", { time_zone: "Mars/Base" }, "time_zone"],
    ["a currency in small letters", { currency: "usd" }, "currency"],
    ["a negative cut-off", { cutoff_minutes: { cart: -1 } }, "cutoff_minutes.cart"],
    ["a quiet time that is none", { quiet_hours: { from: "25:00", to: "07:00" } }, "quiet_hours.from"],
    ["an unknown setting", { holdout: 1 }, undefined],
    ["a list", [], undefined],
  ])("%s is a 400 and changes nothing", async (_, body, parameter) => {
    const before = await read();
    const answer = await errorOf(await patch(body));
    expect(answer).toMatchObject({ status: 400, error: { code: "invalid_setting" } });
    expect(answer.error.parameter).toBe(parameter);
    expect(await read()).toEqual(before);
  });

  test("a good setting beside a bad one is not taken", async () => {
    const before = await read();
    await patch({ expire_days: 3, holdout_percent: -1 });
    expect(await read()).toEqual(before);
  });
});

describe("once the store has events", () => {
  test.each<[string, Partial<Settings>]>([
    ["time_zone", { time_zone: "Europe/Paris" }],
    ["currency", { currency: "JPY" }],
    ["activity_threshold", { activity_threshold: 2 }],
  ])("%s can no longer change", async (parameter, body) => {
    await postBatch({ type: "page", anonymousId: parameter });
    const answer = await errorOf(await patch({ expire_days: 9, ...body }));
    expect(answer).toMatchObject({ status: 409, error: { code: "setting_is_fixed", parameter } });
    expect((await read()).expire_days).not.toBe(9);
  });

  test("its present value may be sent again, with a change of another setting", async () => {
    const { currency } = await read();
    const response = await patch({ currency, minimum_value: 5 });
    expect(await response.json()).toMatchObject({ currency, minimum_value: 5 });
  });
});

test("settings take no parameter", async () => {
  const answer = await errorOf(await callAsOwner("/v1/settings?verbose=1"));
  expect(answer).toMatchObject({ status: 400, error: { code: "unknown_parameter", parameter: "verbose" } });
});

describe("who may", () => {
  test.each<[string, Record<string, string>, number]>([
    ["nobody without a key", {}, 401],
    ["not with an unknown key", { Authorization: "Bearer sk_dev_guess" }, 401],
    ["not with the key without its scheme", { Authorization: SECRET_KEY }, 401],
    ["not with the write key, which is public", { Authorization: `Bearer ${WRITE_KEY}` }, 403],
    ["the secret key as Bearer", { Authorization: `Bearer ${SECRET_KEY}` }, 200],
    ["the secret key as Basic user", { Authorization: `Basic ${btoa(`${SECRET_KEY}:`)}` }, 200],
    ["not with something that is no base64", { Authorization: "Basic %%%" }, 401],
  ])("%s", async (_, headers, status) => {
    expect((await call("/v1/settings", { headers })).status).toBe(status);
  });
});
