import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { CopyBox } from "../../components/copy-box.tsx";

const EXAMPLE = `cartbeat("track", "add_to_cart", {
  currency: "USD",
  items: [{ item_id: "sku-1", item_name: "Blue shirt", price: 19.9, quantity: 1 }],
});`;

/** What to paste into the shop's pages. */
export function EmptyStore() {
  const { t, session } = useApp();
  const key = session.write_key ?? "YOUR_WRITE_KEY";
  const tag = `<script async src="${location.origin}/cartbeat.js" data-write-key="${key}"></script>
<script>
  window.cartbeat = window.cartbeat || Object.assign(function () { cartbeat.q.push(arguments); }, { q: [] });
  cartbeat("page");
</script>`;
  return (
    <Card title={t("empty.title")} aside={<span class="pulse" aria-hidden="true" />}>
      <p>{t("empty.lead")}</p>
      {session.write_key === null ? <p class="notice is-warn">{t("empty.noKey")}</p> : null}
      <CopyBox label={t("empty.snippet")} text={tag} />
      <CopyBox label={t("empty.events")} text={EXAMPLE} />
    </Card>
  );
}
