import { expect, test } from "vitest";
import { texts } from "../../dashboard/i18n/texts.ts";
import { translateTo } from "../../dashboard/i18n/translate.ts";

const placeholders = (text: string) => new Set(text.match(/\{\w+\}/g));

test.each(Object.entries(texts))(
  "%s has both languages, with the same places for values",
  (_, [english, vietnamese]) => {
    expect(english).not.toBe("");
    expect(vietnamese).not.toBe("");
    expect(placeholders(vietnamese)).toEqual(placeholders(english));
  },
);

test("values are put in as they are, whatever they hold", () => {
  expect(translateTo("en")("asOf", { time: "{time} $& <b>" })).toBe("As of {time} $& <b>");
  expect(translateTo("vi")("asOf", { time: 5 })).toBe("Lúc 5");
});
