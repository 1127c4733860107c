import type { ShopperView } from "../../../protocol/shopper-view.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { CartActions } from "./cart-actions.tsx";
import { StageBadge } from "../../components/stage-badge.tsx";

/** What is in the cart, what it is worth, and when it comes due. */
export function CartContents({ view, onChanged }: { view: ShopperView; onChanged: () => void }) {
  const { t, formats } = useApp();
  const { cart } = view;
  if (cart === null) {
    return (
      <Card title={t("shopper.cart")}>
        <p class="muted">{t("shopper.noCart")}</p>
      </Card>
    );
  }
  const values = [{ currency: cart.currency, value_minor: cart.value_minor }, ...cart.other_values];
  const facts: [string, string][] = [
    [t("shopper.total"), values.map((part) => formats.money(part.value_minor, part.currency)).join(" + ")],
    [t("shopper.openedAt"), formats.time(cart.opened_at)],
    [t("carts.lastActivity"), formats.time(cart.last_activity)],
    [t("shopper.nextDeadline"), view.next_deadline === null ? "—" : formats.time(view.next_deadline)],
  ];
  return (
    <Card title={t("shopper.cart")} aside={<StageBadge stage={cart.stage} />}>
      <DataTable
        caption={t("shopper.cart")}
        rows={cart.items}
        keyOf={(item) => `${item.item_id} ${item.item_variant ?? ""}`}
        none={t("none")}
        columns={[
          { title: t("shopper.product"), cell: (item) => <bdi>{item.item_name ?? item.item_id}</bdi> },
          { title: t("shopper.quantity"), numeric: true, cell: (item) => formats.number(item.quantity) },
          {
            title: t("shopper.price"),
            numeric: true,
            cell: (item) => (item.price_minor === null ? "—" : formats.money(item.price_minor, cart.currency)),
          },
        ]}
      />
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CartActions
        cartId={cart.cart_id}
        shopper={view.shopper}
        kind={view.user_id === null ? "anonymous" : "user"}
        onDone={onChanged}
      />
    </Card>
  );
}
