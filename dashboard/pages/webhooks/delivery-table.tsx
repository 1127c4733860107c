import type { Delivery } from "../../../protocol/delivery.ts";
import { useApp } from "../../app-context.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { OutcomeBadge } from "../../components/outcome-badge.tsx";
import { textOfCode } from "../../i18n/text-of-code.ts";
import { TimeAgo } from "../../components/time-ago.tsx";

const TONES: Record<Delivery["state"], Tone> = { pending: "warn", delivered: "good", dead: "bad", cancelled: "plain" };

/** Messages of a delivery log, the youngest first. */
export function DeliveryTable({ rows, onReplay }: { rows: Delivery[]; onReplay: (id: string) => void }) {
  const { t, formats } = useApp();
  return (
    <DataTable
      caption={t("deliveries.title")}
      rows={rows}
      keyOf={({ id }) => id}
      none={t("deliveries.none")}
      columns={[
        { title: t("now.when"), cell: ({ created_at }) => <TimeAgo at={created_at} /> },
        { title: t("deliveries.outcome"), cell: ({ event_type }) => <OutcomeBadge type={event_type} /> },
        { title: t("carts.shopper"), cell: ({ shopper }) => <bdi class="long">{shopper}</bdi> },
        {
          title: t("webhooks.state"),
          cell: ({ state, reason, next_attempt_at }) => (
            <span class="stack">
              <Badge tone={TONES[state]}>{t(`deliveries.state.${state}`)}</Badge>
              {reason === null ? null : <span class="muted">{textOfCode(t, "reason", reason)}</span>}
              {next_attempt_at === null ? null : (
                <span class="muted">{t("deliveries.next", { time: formats.time(next_attempt_at) })}</span>
              )}
            </span>
          ),
        },
        { title: t("deliveries.attempts"), numeric: true, cell: ({ attempts }) => formats.number(attempts) },
        { title: t("deliveries.answer"), cell: (delivery) => <LastAnswer delivery={delivery} /> },
        {
          title: t("deliveries.replay"),
          cell: ({ id, state }) =>
            state === "pending" ? (
              "—"
            ) : (
              <button type="button" onClick={() => onReplay(id)}>
                {t("deliveries.replay")}
              </button>
            ),
        },
      ]}
    />
  );
}

function LastAnswer({ delivery }: { delivery: Delivery }) {
  const { t, formats } = useApp();
  const last = delivery.history.at(-1);
  if (last === undefined) return "—";
  return (
    <span class="stack">
      <span>
        {last.status ?? textOfCode(t, "reason", last.error ?? "")} · {formats.duration(last.duration_ms)}
      </span>
      {last.response === null ? null : <code class="excerpt">{last.response}</code>}
    </span>
  );
}
