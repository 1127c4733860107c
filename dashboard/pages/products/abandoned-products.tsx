import type { AbandonedCartsAnswer } from "../../../protocol/abandoned-carts.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { BarList } from "../../components/bar-list.tsx";
import { Card } from "../../components/card.tsx";
import { PartialNotice } from "../../components/partial-notice.tsx";
import { Problem } from "../../components/problem.tsx";

const SHOWN = 10;
const COUNTED = 1000;

/** The products that lie in most of the carts that are idle now (the thousand longest idle). */
export function AbandonedProducts() {
  const { t, formats, settings } = useApp();
  const idle = settings.cutoff_minutes.cart ?? 30;
  const path = `/v1/carts/abandoned?limit=${COUNTED}&idle_minutes=${idle}`;
  const { data, error, reload } = useResource<AbandonedCartsAnswer>(path);
  const carts = new Map<string, { name: string; carts: number }>();
  for (const { items } of data?.data ?? []) {
    for (const { item_id, item_name } of items) {
      const known = carts.get(item_id);
      carts.set(item_id, { name: item_name ?? known?.name ?? item_id, carts: (known?.carts ?? 0) + 1 });
    }
  }
  const most = [...carts.values()].toSorted((a, b) => b.carts - a.carts).slice(0, SHOWN);
  return (
    <Card title={t("products.abandoned")}>
      <Problem error={error} retry={reload} />
      <PartialNotice answer={data} />
      {data !== null && most.length === 0 ? <p class="muted">{t("products.none")}</p> : null}
      <BarList
        bars={most.map((product) => ({
          name: product.name,
          value: product.carts,
          text: formats.number(product.carts),
        }))}
      />
    </Card>
  );
}
