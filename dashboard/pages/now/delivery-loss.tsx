import type { DeliveryAnswer } from "../../../protocol/metrics-answers.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { PartialNotice } from "../../components/partial-notice.tsx";
import { Problem } from "../../components/problem.tsx";

/** The families of browsers, by the collector's names. */
const BROWSERS: Readonly<Record<string, string>> = {
  chrome: "Chrome",
  edge: "Edge",
  firefox: "Firefox",
  opera: "Opera",
  safari: "Safari",
  samsung: "Samsung Internet",
  webview: "WebView",
};

/** How many of the events that pages have recorded arrived, by browser: the last 30 days. */
export function DeliveryLoss() {
  const { t, formats } = useApp();
  const { data, error, reload } = useResource<DeliveryAnswer>("/v1/metrics/delivery");
  return (
    <Card title={t("loss.title")}>
      <p class="muted">{t("loss.lead")}</p>
      <Problem error={error} retry={reload} />
      <PartialNotice answer={data} />
      <DataTable
        caption={t("loss.title")}
        rows={data?.data ?? []}
        keyOf={({ browser }) => browser}
        none={t(data === null ? "loading" : "loss.none")}
        columns={[
          { title: t("loss.browser"), cell: ({ browser }) => <bdi>{BROWSERS[browser] ?? t("loss.other")}</bdi> },
          { title: t("loss.expected"), numeric: true, cell: ({ expected }) => formats.number(expected) },
          { title: t("loss.received"), numeric: true, cell: ({ received }) => formats.number(received) },
          {
            title: t("loss.share"),
            numeric: true,
            cell: ({ loss }) => (loss === null ? "—" : formats.percent(loss)),
          },
        ]}
      />
    </Card>
  );
}
