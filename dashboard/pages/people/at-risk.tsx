import type { ChurnAnswer } from "../../../protocol/engagement-answers.ts";
import { usePages } from "../../api/use-pages.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Problem } from "../../components/problem.tsx";
import { ShopperLink } from "../../components/shopper-link.tsx";
import type { TextKey } from "../../i18n/texts.ts";

type Row = ChurnAnswer["data"][number];

/** The shoppers who may not come back. */
export function AtRisk() {
  const { t, formats } = useApp();
  const pages = usePages<Row, ChurnAnswer>("/v1/metrics/churn?limit=20");
  return (
    <Card title={t("people.atRisk")}>
      <Problem error={pages.error} retry={pages.reload} />
      <DataTable
        caption={t("people.atRisk")}
        rows={pages.rows}
        keyOf={({ shopper, identity }) => `${identity} ${shopper}`}
        none={t("people.atRisk.none")}
        columns={[
          {
            title: t("carts.shopper"),
            cell: ({ shopper, identity }) => (
              <ShopperLink userId={identity === "known" ? shopper : null} anonymousId={shopper} />
            ),
          },
          { title: t("people.tiers"), cell: ({ tier }) => t(`tier.${tier}` as TextKey) },
          { title: t("people.trend"), cell: ({ trend }) => t(`trend.${trend}`) },
          { title: t("people.activeDays"), numeric: true, cell: (row) => formats.number(row.active_days_30) },
          { title: t("people.lastActive"), cell: (row) => formats.day(`${row.last_active_date}T12:00:00Z`) },
          { title: t("people.risk"), numeric: true, cell: ({ risk }) => formats.percent(risk) },
        ]}
      />
      {pages.more === null ? null : (
        <button type="button" class="wide" onClick={pages.more}>
          {t("more")}
        </button>
      )}
    </Card>
  );
}
