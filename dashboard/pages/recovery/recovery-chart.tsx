import { useMemo } from "preact/hooks";
import type { TimeseriesAnswer } from "../../../protocol/metrics-answers.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { LineChart } from "../../components/line-chart.tsx";

/** Abandoned and recovered carts by day. */
export function RecoveryChart({ start }: { start: string }) {
  const { t, formats } = useApp();
  const abandoned = useResource<TimeseriesAnswer>(`/v1/metrics/timeseries?metric=abandoned&start=${start}`).data;
  const recovered = useResource<TimeseriesAnswer>(`/v1/metrics/timeseries?metric=recovered&start=${start}`).data;
  const times = useMemo(() => (abandoned?.data ?? []).map(({ time }) => time), [abandoned]);
  const lines = useMemo(
    () => [
      { name: t("recovery.abandoned"), tone: "warn" as const, values: valuesOf(abandoned) },
      { name: t("recovery.recovered"), tone: "good" as const, values: valuesOf(recovered) },
    ],
    [abandoned, recovered, t],
  );
  return (
    <Card title={t("recovery.overTime")}>
      <LineChart title={t("recovery.overTime")} times={times} lines={lines} format={formats.number} />
    </Card>
  );
}

function valuesOf(answer: TimeseriesAnswer | null): number[] {
  return (answer?.data ?? []).map(({ value }) => value);
}
