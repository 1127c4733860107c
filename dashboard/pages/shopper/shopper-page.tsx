import type { ExplainAnswer } from "../../../protocol/explain.ts";
import type { CartView, ShopperView } from "../../../protocol/shopper-view.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Badge } from "../../components/badge.tsx";
import { Problem } from "../../components/problem.tsx";
import { hrefOf } from "../../router.ts";
import { AlertList } from "./alert-list.tsx";
import { CartContents } from "./cart-contents.tsx";
import { Explanation } from "./explanation.tsx";
import { ShopperData } from "./shopper-data.tsx";
import { Timeline } from "./timeline.tsx";

/** One shopper: the cart, why an alert fired or not, and everything that happened. */
export function ShopperPage({ kind, id }: { kind: string; id: string }) {
  const { t } = useApp();
  const address = `/v1/shoppers/${encodeURIComponent(id)}`;
  const which = kind === "user" || kind === "anonymous" ? `?kind=${kind}` : "";
  const shopper = useResource<ShopperView>(`${address}${which}`, { live: true });
  const explained = useResource<ExplainAnswer>(`${address}/explain${which}`, { live: true });
  const view = shopper.data;
  const missing = shopper.error?.code === "not_found";

  return (
    <>
      <p class="crumbs">
        <a href={hrefOf(["carts"])}>← {t("carts.title")}</a>
      </p>
      <div class="page-head">
        <h1 class="long">
          <bdi>{id}</bdi>
        </h1>
        {view === null ? null : (
          <Badge tone={view.user_id === null ? "plain" : "good"}>
            {t(view.user_id === null ? "shopper.anonymous" : "shopper.known")}
          </Badge>
        )}
      </div>
      {missing ? (
        <p class="notice">{t("shopper.unknown")}</p>
      ) : (
        <Problem error={shopper.error} retry={shopper.reload} />
      )}
      {view === null ? null : (
        <>
          <div class="columns">
            <CartContents
              view={view}
              onChanged={() => {
                shopper.reload();
                explained.reload();
              }}
            />
            {explained.data === null ? null : <Explanation answer={explained.data} />}
          </div>
          <AlertList alerts={view.alerts} explained={explained.data?.alerts ?? []} />
          {view.outbox > 0 ? <p class="muted">{t("shopper.outbox", { n: view.outbox })}</p> : null}
          <Timeline path={`${address}/timeline${which}`} names={namesIn(view.cart)} />
          <ShopperData id={id} address={address} which={which} />
        </>
      )}
    </>
  );
}

function namesIn(cart: CartView | null): Map<string, string> {
  return new Map((cart?.items ?? []).map(({ item_id, item_name }) => [item_id, item_name ?? item_id]));
}
