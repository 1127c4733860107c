import type { TimelineAnswer, TimelineEntry } from "../../../protocol/timeline.ts";
import { usePages } from "../../api/use-pages.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Problem } from "../../components/problem.tsx";
import { TimelineEntryLine } from "./timeline-entry-line.tsx";

/** Every event and outcome that is kept of a shopper, oldest first; items by their names, where those are known. */
export function Timeline({ path, names }: { path: string; names: ReadonlyMap<string, string> }) {
  const { t } = useApp();
  const pages = usePages<TimelineEntry, TimelineAnswer>(path, { live: true });
  if (pages.last === null) return <Problem error={pages.error} retry={pages.reload} />;
  return (
    <Card title={t("timeline.title")}>
      {pages.rows.length === 0 ? <p class="muted">{t("timeline.none")}</p> : null}
      <ol class="timeline">
        {pages.rows.map((entry) => (
          <TimelineEntryLine key={`${entry.kind} ${entry.id}`} entry={entry} names={names} />
        ))}
      </ol>
      {pages.more === null ? null : (
        <button type="button" class="wide" onClick={pages.more}>
          {t("more")}
        </button>
      )}
    </Card>
  );
}
