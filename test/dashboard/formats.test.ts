import { describe, expect, test } from "vitest";
import { formatsOf } from "../../dashboard/i18n/formats.ts";

const plain = (text: string) => text.replaceAll(/\s/g, " ");

describe("money", () => {
  test.each<["en" | "vi", number, string, string]>([
    ["en", 1990, "USD", "$19.90"],
    ["vi", 1990, "USD", "19,90 US$"],
    ["vi", 250_000, "VND", "250.000 ₫"],
    ["en", 500, "JPY", "¥500"],
    ["en", 1500, "KWD", "KWD 1.500"],
    ["en", 0, "", "—"],
  ])("in %s, %i minor units of %s are %s", (language, minor, currency, text) => {
    expect(plain(formatsOf(language, "UTC").money(minor, currency))).toBe(text);
  });
});

describe("times", () => {
  const at = "2026-11-20T23:30:00.000Z";

  test("are the store's, not the reader's", () => {
    expect(plain(formatsOf("en", "UTC").day(at))).toBe("Nov 20, 2026");
    expect(plain(formatsOf("en", "Asia/Ho_Chi_Minh").day(at))).toBe("Nov 21, 2026");
    expect(plain(formatsOf("en", "Asia/Ho_Chi_Minh").clock(at))).toBe("6:30:00 AM");
  });

  test.each<[number, string]>([
    [-5_000, "5 sec. ago"],
    [-120_000, "2 min. ago"],
    [-7_200_000, "2 hr. ago"],
    [-86_400_000, "yesterday"],
  ])("%i ms is %s", (ms, text) => {
    const now = Date.parse(at);
    expect(formatsOf("en", "UTC").ago(now + ms, now)).toBe(text);
  });

  test.each<[number, string]>([
    [5, "5 ms"],
    [1_500, "1.5 sec"],
    [90_000, "1.5 min"],
  ])("a duration of %i ms is %s", (ms, text) => {
    expect(formatsOf("en", "UTC").duration(ms)).toBe(text);
  });
});
