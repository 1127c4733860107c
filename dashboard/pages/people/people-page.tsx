import { useMemo } from "preact/hooks";
import type { ActiveUsersAnswer, EngagementAnswer } from "../../../protocol/engagement-answers.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { BarList } from "../../components/bar-list.tsx";
import { Card } from "../../components/card.tsx";
import { LineChart } from "../../components/line-chart.tsx";
import { PartialNotice } from "../../components/partial-notice.tsx";
import { Problem } from "../../components/problem.tsx";
import { AtRisk } from "./at-risk.tsx";
import { Cohort } from "./cohort.tsx";

const DAYS = 60;
const TIERS = ["power", "core", "regular", "casual", "at_risk"] as const;

/** Who comes, how often, and who stays away. */
export function PeoplePage() {
  const { t, formats } = useApp();
  const active = useResource<ActiveUsersAnswer>(`/v1/metrics/active_users?days=${DAYS}`);
  const tiers = useResource<EngagementAnswer>("/v1/metrics/engagement");
  const rows = active.data?.data;
  const times = useMemo(() => (rows ?? []).map(({ date }) => `${date}T12:00:00Z`), [rows]);
  const lines = useMemo(
    () => [
      { name: t("people.dau"), tone: "accent" as const, values: (rows ?? []).map(({ dau }) => dau) },
      { name: t("people.wau"), tone: "info" as const, values: (rows ?? []).map(({ wau }) => wau) },
      { name: t("people.mau"), tone: "warn" as const, values: (rows ?? []).map(({ mau }) => mau) },
    ],
    [rows, t],
  );
  const sticky = useMemo(
    () => [
      {
        name: t("people.stickiness"),
        tone: "accent" as const,
        values: (rows ?? []).map(({ stickiness }) => stickiness),
      },
    ],
    [rows, t],
  );
  return (
    <>
      <div class="page-head">
        <h1>{t("people.title")}</h1>
      </div>
      <Problem error={active.error} retry={active.reload} />
      <PartialNotice answer={active.data} />
      <div class="columns">
        <Card title={t("people.active")}>
          <LineChart title={t("people.active")} times={times} lines={lines} format={formats.number} />
        </Card>
        <Card title={t("people.stickiness")}>
          <LineChart title={t("people.stickiness")} times={times} lines={sticky} format={formats.percent} />
        </Card>
        <Card title={t("people.tiers")}>
          <BarList
            bars={TIERS.map((tier) => {
              const value = tiers.data?.tiers[tier] ?? 0;
              return { name: t(`tier.${tier}`), value, text: formats.number(value) };
            })}
          />
        </Card>
        <Cohort />
      </div>
      <AtRisk />
    </>
  );
}
