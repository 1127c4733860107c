import type { RejectionCode } from "../../../protocol/ingest-answer.ts";
import type { RejectedAnswer } from "../../../protocol/rejected-answer.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Badge } from "../../components/badge.tsx";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Problem } from "../../components/problem.tsx";
import { TimeAgo } from "../../components/time-ago.tsx";

const SHOWN = 20;

/** What was refused, and why: a shop that sends wrong prices should find out here. */
export function RejectedEvents() {
  const { t, formats } = useApp();
  const { data, error, reload } = useResource<RejectedAnswer>(`/v1/rejected?limit=${SHOWN}`, { live: true });
  const counts = Object.entries(data?.by_code ?? {}).toSorted(([, a], [, b]) => b - a);
  return (
    <Card title={t("rejected.title")}>
      <Problem error={error} retry={reload} />
      {counts.length === 0 ? null : (
        <ul class="tags">
          {counts.map(([code, count]) => (
            <li key={code}>
              <Badge tone="warn">{t(`refused.${code as RejectionCode}`)}</Badge> {formats.number(count)}
            </li>
          ))}
        </ul>
      )}
      {data === null ? null : (
        <DataTable
          caption={t("rejected.last")}
          rows={data.data.map((row, index) => ({ ...row, index }))}
          keyOf={({ index }) => String(index)}
          none={t("rejected.none")}
          columns={[
            { title: t("now.when"), cell: ({ received_at }) => <TimeAgo at={received_at} /> },
            { title: t("rejected.event"), cell: ({ event }) => <bdi class="long">{event ?? "—"}</bdi> },
            { title: t("rejected.code"), cell: ({ code }) => <code>{code}</code> },
            {
              title: t("rejected.reason"),
              cell: ({ code, message }) => (
                <span class="stack">
                  <span>{t(`refused.${code}`)}</span>
                  <span class="muted" lang="en">
                    {message}
                  </span>
                </span>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
