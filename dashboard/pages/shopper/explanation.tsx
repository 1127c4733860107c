import type { ExplainAnswer, ExplainState } from "../../../protocol/explain.ts";
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

/** Why an alert fired, waits or will not fire; the collector's words, which are English. */
export function Explanation({ answer }: { answer: ExplainAnswer }) {
  const { t, formats } = useApp();
  const { decision, rules } = answer;
  return (
    <Card
      title={t("explain.title")}
      aside={<Badge tone={TONES[decision.state]}>{t(`explain.${decision.state}`)}</Badge>}
    >
      <p class="decision" lang="en">
        {decision.message}
      </p>
      {decision.until === null ? null : <p class="muted">{formats.time(decision.until)}</p>}
      <details>
        <summary>{t("explain.rules")}</summary>
        <ul class="rules">
          {rules.map(({ rule, passes, message }) => (
            <li key={rule} class={passes ? "passes" : "blocks"}>
              <span class="mark" role="img" aria-label={t(passes ? "explain.passes" : "explain.blocks")} />
              <span lang="en">{message}</span>
            </li>
          ))}
        </ul>
      </details>
    </Card>
  );
}
