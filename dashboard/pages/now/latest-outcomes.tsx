import type { LiveOutcome } from "../../../protocol/live.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { OutcomeBadge } from "../../components/outcome-badge.tsx";
import { ShopperLink } from "../../components/shopper-link.tsx";

/** Within it a time of day says enough. */
const RECENT_MS = 12 * 3_600_000;
const isRecent = (at: string) => Date.now() - Date.parse(at) < RECENT_MS;

/** The latest ten alerts and recoveries as they happen, newest first. */
export function LatestOutcomes({ outcomes }: { outcomes: LiveOutcome[] | null }) {
  const { t, formats } = useApp();
  return (
    <Card title={t("now.latest")}>
      <div aria-live="polite">
        <DataTable<LiveOutcome>
          caption={t("now.latest")}
          rows={outcomes ?? []}
          keyOf={({ id }) => id}
          none={t(outcomes === null ? "loading" : "now.latest.none")}
          columns={[
            {
              title: t("now.when"),
              cell: ({ at }) => <time dateTime={at}>{isRecent(at) ? formats.clock(at) : formats.time(at)}</time>,
            },
            { title: t("now.what"), cell: ({ type }) => <OutcomeBadge type={type} /> },
            {
              title: t("carts.shopper"),
              cell: (row) => <ShopperLink userId={row.user_id} anonymousId={row.anonymous_id ?? row.shopper} />,
            },
            {
              title: t("carts.value"),
              numeric: true,
              cell: ({ value_minor, currency }) => formats.money(value_minor, currency),
            },
          ]}
        />
      </div>
    </Card>
  );
}
