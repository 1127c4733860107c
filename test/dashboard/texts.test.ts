import { expect, test } from "vitest";
import { vietnameseRules } from "../../dashboard/i18n/explain-texts.ts";
import { texts } from "../../dashboard/i18n/texts.ts";
import { EXPLAIN_RULES, explainedRuleSchema } from "../../protocol/explain.ts";
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

test.each(EXPLAIN_RULES)("%s says in Vietnamese whether it stands in the way, from what the rule tells", (rule) => {
  const fields = new Set([...Object.keys(explainedRuleSchema.shape), "time"]);
  const [passes, blocks] = vietnameseRules[rule];
  expect(passes).not.toBe("");
  expect(blocks).not.toBe("");
  for (const place of placeholders(passes + blocks)) expect(fields).toContain(place.slice(1, -1));
});

test("values are put in as they are, whatever they hold", () => {
  expect(translateTo("en")("asOf", { time: "{time} $& <b>" })).toBe("As of {time} $& <b>");
  expect(translateTo("vi")("asOf", { time: 5 })).toBe("Lúc 5");
});
