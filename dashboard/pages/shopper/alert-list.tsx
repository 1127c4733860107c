import type { ExplainedAlert } from "../../../protocol/explain.ts";
import type { AlertView } from "../../../protocol/shopper-view.ts";
import { useApp } from "../../app-context.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { StageBadge } from "../../components/stage-badge.tsx";
import { whyAlerted } from "./why-alerted.ts";

const TONES: Record<AlertView["status"], Tone> = {
  standing: "warn",
  recovered: "good",
  retracted: "plain",
  superseded: "plain",
  cancelled: "plain",
};

/** The alerts of a shopper: when each fired, how late, what became of it and why. */
export function AlertList({ alerts, explained }: { alerts: AlertView[]; explained: ExplainedAlert[] }) {
  const app = useApp();
  const { t, formats } = app;
  const explainedBy = new Map(explained.map((alert) => [alert.id, alert]));
  const whyOf = (id: string) => {
    const alert = explainedBy.get(id);
    return alert === undefined ? "—" : whyAlerted(alert, app);
  };
  return (
    <Card title={t("shopper.alerts")}>
      <DataTable
        caption={t("shopper.alerts")}
        rows={alerts.toReversed()}
        keyOf={(alert) => alert.id}
        none={t("shopper.noAlerts")}
        columns={[
          { title: t("shopper.firedAt"), cell: (alert) => formats.time(alert.fired_at) },
          { title: t("carts.stage"), cell: (alert) => <StageBadge stage={alert.stage} /> },
          { title: t("shopper.step"), numeric: true, cell: (alert) => formats.number(alert.step) },
          {
            title: t("shopper.delay"),
            numeric: true,
            cell: (alert) => formats.duration(Date.parse(alert.fired_at) - Date.parse(alert.deadline)),
          },
          {
            title: t("shopper.status"),
            cell: (alert) => <Badge tone={TONES[alert.status]}>{t(`alert.${alert.status}`)}</Badge>,
          },
          { title: t("explain.title"), cell: (alert) => whyOf(alert.id) },
        ]}
      />
    </Card>
  );
}
