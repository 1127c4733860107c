import type { ExplainAnswer, ExplainRule, ExplainState } from "../../../protocol/explain.ts";
import { useApp } from "../../app-context.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Card } from "../../components/card.tsx";

const TONES: Record<ExplainState, Tone> = {
  armed: "good",
  waiting: "warn",
  alerted: "warn",
  silent: "plain",
  none: "plain",
};

/** A time as the collector's sentences have it. */
const ISO_TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/** Why an alert fired, waits or will not fire. The collector's sentences are English; others read what each rule asks. */
export function Explanation({ answer }: { answer: ExplainAnswer }) {
  const { t, formats, language } = useApp();
  const { decision, rules } = answer;
  const wordsOf = ({ rule, message }: { rule: ExplainRule; message: string }) =>
    language === "en" ? message.replaceAll(ISO_TIME, (time) => formats.time(time)) : t(`rule.${rule}`);
  return (
    <Card
      title={t("explain.title")}
      aside={<Badge tone={TONES[decision.state]}>{t(`explain.${decision.state}`)}</Badge>}
    >
      <p class="decision">{wordsOf(decision)}</p>
      {decision.until === null ? null : <p class="muted">{formats.time(decision.until)}</p>}
      <details>
        <summary>{t("explain.rules")}</summary>
        <ul class="rules">
          {rules.map((each) => (
            <li key={each.rule} class={each.passes ? "passes" : "blocks"}>
              <span class="mark" role="img" aria-label={t(each.passes ? "explain.passes" : "explain.blocks")} />
              <span>{wordsOf(each)}</span>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
