import type { AbandonedCartsAnswer } from "../../../protocol/abandoned-carts.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { ShopperLink } from "../../components/shopper-link.tsx";
import { ItemNames } from "../carts/item-names.tsx";

const SHOWN = 5;

/** The most valuable carts that were left. */
export function TopCarts() {
  const { t, formats, settings } = useApp();
  const idle = settings.cutoff_minutes.cart ?? 30;
  const path = `/v1/carts/abandoned?sort=value&limit=${SHOWN}&idle_minutes=${idle}`;
  const { data } = useResource<AbandonedCartsAnswer>(path, { live: true });
  return (
    <Card title={t("now.top")}>
      <DataTable
        caption={t("now.top")}
        rows={data?.data ?? []}
        keyOf={(cart) => cart.cart_id ?? cart.shopper}
        none={data === null ? t("loading") : t("now.top.none")}
        columns={[
          {
            title: t("carts.shopper"),
            cell: (cart) => <ShopperLink userId={cart.user_id} anonymousId={cart.anonymous_id} />,
          },
          { title: t("carts.items"), cell: (cart) => <ItemNames items={cart.items} /> },
          {
            title: t("carts.value"),
            numeric: true,
            cell: (cart) => formats.money(cart.value_minor, cart.currency),
          },
        ]}
      />
    </Card>
  );
}
