import { useApp } from "../../app-context.ts";

const SHOWN = 2;

/** The first items of a cart, with their number where it is not one. */
export function ItemNames({ items }: { items: { item_id: string; item_name: string | null; quantity: number }[] }) {
  const { t, formats } = useApp();
  return (
    <span class="item-names">
      {items.slice(0, SHOWN).map(({ item_id, item_name, quantity }) => (
        <span key={item_id} class="item-name">
          {quantity === 1 ? null : `${formats.number(quantity)} × `}
          <bdi>{item_name ?? item_id}</bdi>
        </span>
      ))}
      {items.length > SHOWN ? <span class="muted">{t("carts.andMore", { n: items.length - SHOWN })}</span> : null}
    </span>
  );
}
