import { useApp } from "../../app-context.ts";
import { useLiveEvents } from "../../live/use-live.ts";
import { EmptyStore } from "./empty-store.tsx";
import { LatestOutcomes } from "./latest-outcomes.tsx";
import { NowFigures } from "./now-figures.tsx";
import { TopCarts } from "./top-carts.tsx";
import { useIsEmpty } from "./use-is-empty.ts";

/** What happens in the shop now; in a store without events, how to send the first. */
export function NowPage() {
  const { t } = useApp();
  const events = useLiveEvents();
  const isEmpty = useIsEmpty() && events === 0;
  return (
    <>
      <div class="page-head">
        <h1>{t("now.title")}</h1>
      </div>
      {isEmpty ? (
        <EmptyStore />
      ) : (
        <>
          <NowFigures events={events} />
          <div class="columns">
            <LatestOutcomes />
            <TopCarts />
          </div>
        </>
      )}
    </>
  );
}
