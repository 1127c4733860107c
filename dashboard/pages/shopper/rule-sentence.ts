import type { ExplainedRule } from "../../../protocol/explain.ts";
import type { AppContext } from "../../app-context.ts";
import { vietnameseRules } from "../../i18n/explain-texts.ts";

/** A time as the collector's sentences have it. */
const ISO_TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/** What a rule says of a shopper, in the reader's language, with times and money as they are written in it. */
export function ruleSentence(rule: ExplainedRule, { language, t, formats }: AppContext): string {
  const { message, currency = "" } = rule;
  if (language === "en") return message.replaceAll(ISO_TIME, (time) => formats.time(time));
  const time = (at: string | undefined) => (at === undefined ? "—" : formats.time(at));
  const money = (minor: number | undefined) => (minor === undefined ? "—" : formats.money(minor, currency));
  const values: Record<string, string> = {
    time: time(message.match(ISO_TIME)?.[0]),
    idle_since: time(rule.idle_since),
    stage: rule.stage === undefined ? "—" : t(`stage.${rule.stage}`),
    cutoff_minutes: formats.number(rule.cutoff_minutes ?? 0),
    value_minor: money(rule.value_minor),
    minimum_minor: money(rule.minimum_minor),
    steps: (rule.steps ?? []).map(formats.number).join(", "),
    moved_to: rule.moved_to ?? "—",
  };
  const sentence = vietnameseRules[rule.rule][rule.passes ? 0 : 1];
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
