import { useApp } from "../../app-context.ts";
import { useLiveEvents, useOutcomes } from "../../live/use-live.ts";
import { DeliveryLoss } from "./delivery-loss.tsx";
import { EmptyStore } from "./empty-store.tsx";
import { LatestOutcomes } from "./latest-outcomes.tsx";
import { NowFigures } from "./now-figures.tsx";
import { TopCarts } from "./top-carts.tsx";
import { useIsEmpty } from "./use-is-empty.ts";

const SHOWN = 10;

/** What happens in the shop now; in a store without events, how to send the first. */
export function NowPage() {
  const { t } = useApp();
  const events = useLiveEvents();
  const outcomes = useOutcomes(SHOWN);
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
          <NowFigures events={events} outcomes={outcomes.data ?? []} />
          <div class="columns">
            <LatestOutcomes outcomes={outcomes.data} />
            <TopCarts />
          </div>
          <DeliveryLoss />
        </>
      )}
    </>
  );
}
