import type { AbandonmentAnswer } from "../../../protocol/metrics-answers.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { BarList } from "../../components/bar-list.tsx";
import { Card } from "../../components/card.tsx";
import { Choice } from "../../components/choice.tsx";
import { PartialNotice } from "../../components/partial-notice.tsx";
import { Problem } from "../../components/problem.tsx";
import { storeDate } from "../../i18n/store-date.ts";
import { hrefOf } from "../../router.ts";
import { Funnel } from "./funnel.tsx";
import { HoldOut } from "./hold-out.tsx";
import { RecoveryChart } from "./recovery-chart.tsx";
import { RecoveryFigures } from "./recovery-figures.tsx";

const RANGES = ["7", "30", "90"] as const;
const STAGES = ["browse", "cart", "checkout", "payment"] as const;
const ATTRIBUTIONS = ["link", "coupon", "window", "none"] as const;

/** What became of abandoned carts in the last days. */
export function RecoveryPage({ query }: { query: URLSearchParams }) {
  const { t, formats, settings } = useApp();
  const days = RANGES.find((range) => range === query.get("days")) ?? "30";
  const start = storeDate(Date.now() - (Number(days) - 1) * 86_400_000, settings.time_zone);
  const report = useResource<AbandonmentAnswer>(`/v1/metrics/abandonment?start=${start}`, { live: true });
  const { data } = report;
  return (
    <>
      <div class="page-head">
        <h1>{t("recovery.title")}</h1>
        <Choice
          label={t("range.label")}
          name="days"
          value={days}
          options={RANGES.map((range): [string, string] => [range, t(`range.${range}`)])}
          onChange={(range) => {
            location.hash = hrefOf(["recovery"], { days: range });
          }}
        />
      </div>
      <Problem error={report.error} retry={report.reload} />
      <PartialNotice answer={data} />
      {data === null ? null : <RecoveryFigures report={data} />}
      <RecoveryChart start={start} />
      <div class="columns">
        {data === null ? null : (
          <>
            <Card title={t("recovery.byStage")}>
              <BarList
                bars={STAGES.map((stage) => {
                  const value = data.by_stage[stage] ?? 0;
                  return { name: t(`stage.${stage}`), value, text: formats.number(value) };
                })}
              />
            </Card>
            <Card title={t("recovery.byAttribution")}>
              <BarList
                bars={ATTRIBUTIONS.map((name) => {
                  const value = data.recovered_by[name] ?? 0;
                  return { name: t(`attribution.${name}`), value, text: formats.number(value) };
                })}
              />
            </Card>
            <HoldOut report={data} />
          </>
        )}
        <Funnel start={start} />
      </div>
    </>
  );
}
