import type { ExplainAnswer, ExplainState } from "../../../protocol/explain.ts";
import { useApp } from "../../app-context.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Card } from "../../components/card.tsx";
import { ruleSentence } from "./rule-sentence.ts";

const TONES: Record<ExplainState, Tone> = {
  armed: "good",
  waiting: "warn",
  alerted: "warn",
  silent: "plain",
  none: "plain",
};

/** Why an alert fired, waits or will not fire. */
export function Explanation({ answer }: { answer: ExplainAnswer }) {
  const app = useApp();
  const { t, formats } = app;
  const { decision, rules } = answer;
  const { rule, message } = decision;
  const deciding = rules.find((each) => each.rule === rule) ?? { rule, message, passes: false };
  // In English the collector says in one sentence what is decided and why.
  const told = app.language === "en" ? { ...deciding, message } : deciding;
  return (
    <Card
      title={t("explain.title")}
      aside={<Badge tone={TONES[decision.state]}>{t(`explain.${decision.state}`)}</Badge>}
    >
      <p class="decision">{ruleSentence(told, app)}</p>
      {decision.until === null ? null : <p class="muted">{formats.time(decision.until)}</p>}
      <details>
        <summary>{t("explain.rules")}</summary>
        <ul class="rules">
          {rules.map((each) => (
            <li key={each.rule} class={each.passes ? "passes" : "blocks"}>
              <span class="mark" role="img" aria-label={t(each.passes ? "explain.passes" : "explain.blocks")} />
              <span>{ruleSentence(each, app)}</span>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
