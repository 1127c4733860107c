import type { AbandonmentAnswer, Arm } from "../../../protocol/metrics-answers.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";

/** What the alerts bring beyond what shoppers do by themselves. */
export function HoldOut({ report: { hold_out } }: { report: AbandonmentAnswer }) {
  const { t, formats } = useApp();
  const words = ({ carts, bought, rate }: Arm) =>
    t("holdout.of", {
      bought: formats.number(bought),
      carts: formats.number(carts),
      rate: formats.percent(rate),
    });
  if (hold_out.incremental_recoveries === null) {
    return (
      <Card title={t("holdout.title")}>
        <p class="muted">{t("holdout.none")}</p>
      </Card>
    );
  }
  return (
    <Card title={t("holdout.title")}>
      <dl class="facts">
        <div>
          <dt>{t("holdout.treated")}</dt>
          <dd>{words(hold_out.treated)}</dd>
        </div>
        <div>
          <dt>{t("holdout.control")}</dt>
          <dd>{words(hold_out.control)}</dd>
        </div>
        <div>
          <dt>{t("holdout.incremental")}</dt>
          <dd>{formats.number(Math.round(hold_out.incremental_recoveries * 10) / 10)}</dd>
        </div>
      </dl>
    </Card>
  );
}
