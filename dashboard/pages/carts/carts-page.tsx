import type { AbandonedCart, AbandonedCartsAnswer } from "../../../protocol/abandoned-carts.ts";
import { usePages } from "../../api/use-pages.ts";
import { useApp } from "../../app-context.ts";
import { DataTable } from "../../components/data-table.tsx";
import { Problem } from "../../components/problem.tsx";
import { ShopperLink } from "../../components/shopper-link.tsx";
import { StageBadge } from "../../components/stage-badge.tsx";
import { TimeAgo } from "../../components/time-ago.tsx";
import { CartFilters } from "./cart-filters.tsx";
import { FindShopper } from "./find-shopper.tsx";
import { ItemNames } from "./item-names.tsx";

const DEFAULT_IDLE = "30";

/** The carts that were left, by the filters in the address. */
export function CartsPage({ query }: { query: URLSearchParams }) {
  const { t, formats } = useApp();
  const asked = new URLSearchParams(query);
  if (!asked.has("idle_minutes")) asked.set("idle_minutes", DEFAULT_IDLE);
  const pages = usePages<AbandonedCart, AbandonedCartsAnswer>(`/v1/carts/abandoned?${asked.toString()}`, {
    live: true,
  });
  const { last } = pages;

  return (
    <>
      <div class="page-head">
        <h1>{t("carts.title")}</h1>
        {last === null ? null : <p class="muted">{t("asOf", { time: formats.clock(last.as_of) })}</p>}
      </div>
      <FindShopper />
      <CartFilters query={asked} />
      <Problem error={pages.error} retry={pages.reload} />
      {last?.partial === true ? <p class="notice is-warn">{t("partial")}</p> : null}
      {last === null ? (
        pages.error === null && <p class="muted">{t("loading")}</p>
      ) : (
        <section class="card">
          <DataTable
            caption={t("carts.table")}
            rows={pages.rows}
            keyOf={(cart) => cart.cart_id ?? cart.shopper}
            none={t("carts.none")}
            columns={[
              {
                title: t("carts.shopper"),
                cell: (cart) => <ShopperLink userId={cart.user_id} anonymousId={cart.anonymous_id} />,
              },
              { title: t("carts.stage"), cell: (cart) => <StageBadge stage={cart.stage} /> },
              { title: t("carts.items"), cell: (cart) => <ItemNames items={cart.items} /> },
              {
                title: t("carts.value"),
                numeric: true,
                cell: (cart) => (cart.cart_id === null ? "—" : formats.money(cart.value_minor, cart.currency)),
              },
              { title: t("carts.lastActivity"), cell: (cart) => <TimeAgo at={cart.last_activity} /> },
            ]}
          />
          {pages.more === null ? null : (
            <button type="button" class="wide" onClick={pages.more}>
              {t("more")}
            </button>
          )}
        </section>
      )}
    </>
  );
}
