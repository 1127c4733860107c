import type { TimelineEntry, TimelineEvent, TimelineMove, TimelineOutcome } from "../../../protocol/timeline.ts";
import { useApp } from "../../app-context.ts";
import { textOfCode } from "../../i18n/text-of-code.ts";
import { OutcomeBadge } from "../../components/outcome-badge.tsx";

/** One line of a shopper's timeline. */
export function TimelineEntryLine({ entry, names }: { entry: TimelineEntry; names: ReadonlyMap<string, string> }) {
  const { formats } = useApp();
  return (
    <li class={`entry is-${entry.kind}`}>
      <time dateTime={entry.at}>{formats.time(entry.at)}</time>
      <div class="entry-body">
        {entry.kind === "event" ? <EventBody event={entry} names={names} /> : null}
        {entry.kind === "outcome" ? <OutcomeBody outcome={entry} /> : null}
        {entry.kind === "move" ? <MoveBody move={entry} /> : null}
      </div>
    </li>
  );
}

function MoveBody({ move }: { move: TimelineMove }) {
  const { t } = useApp();
  return <bdi>{t("timeline.joined", { id: move.from.user_id ?? move.from.anonymous_id ?? "" })}</bdi>;
}

function EventBody({ event, names }: { event: TimelineEvent; names: ReadonlyMap<string, string> }) {
  const { t, formats } = useApp();
  const items = event.items ?? [];
  return (
    <>
      <strong>
        <bdi>{textOfCode(t, "event", event.name)}</bdi>
      </strong>
      {items.map((item) => (
        <span key={`${item.item_id} ${item.item_variant ?? ""}`} class="item-name">
          {item.quantity === null || item.quantity === 1 ? null : `${formats.number(item.quantity)} × `}
          <bdi>{names.get(item.item_id) ?? item.item_id}</bdi>
          {item.price_minor === null ? null : ` ${formats.money(item.price_minor, event.currency)}`}
        </span>
      ))}
      {event.value_minor === null ? null : <span>{formats.money(event.value_minor, event.currency)}</span>}
      {event.transaction_id === null ? null : <span>{t("timeline.order", { id: event.transaction_id })}</span>}
      {event.trust === "confirmed" ? <span class="muted">{t("timeline.confirmed")}</span> : null}
      {event.restore_link ? <span class="muted">{t("timeline.link")}</span> : null}
    </>
  );
}

function OutcomeBody({ outcome }: { outcome: TimelineOutcome }) {
  const { t } = useApp();
  return (
    <>
      <OutcomeBadge type={outcome.type} />
      {outcome.reason === null ? null : <span class="muted">{textOfCode(t, "reason", outcome.reason)}</span>}
      {outcome.transaction_id === null ? null : <span>{t("timeline.order", { id: outcome.transaction_id })}</span>}
    </>
  );
}
