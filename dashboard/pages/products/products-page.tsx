import { useApp } from "../../app-context.ts";
import { Choice } from "../../components/choice.tsx";
import { hrefOf } from "../../router.ts";
import { AbandonedProducts } from "./abandoned-products.tsx";
import { ProductRanking } from "./product-ranking.tsx";

const WINDOWS = ["1h", "24h", "7d"] as const;

/** Which products are looked at, put into carts, sold, and left behind. */
export function ProductsPage({ query }: { query: URLSearchParams }) {
  const { t } = useApp();
  const window = WINDOWS.find((name) => name === query.get("window")) ?? "24h";
  return (
    <>
      <div class="page-head">
        <h1>{t("products.title")}</h1>
        <Choice
          label={t("products.window")}
          name="window"
          value={window}
          options={WINDOWS.map((name): [string, string] => [name, t(`products.${name}`)])}
          onChange={(name) => {
            location.hash = hrefOf(["products"], { window: name });
          }}
        />
      </div>
      <div class="columns">
        <ProductRanking title={t("products.viewed")} route="most_viewed_item" measure="views" window={window} />
        <ProductRanking
          title={t("products.added")}
          route="top_item_added_to_cart"
          measure="adds_to_cart"
          window={window}
        />
        <ProductRanking
          title={t("products.grossing")}
          route="highest_grossing_item"
          measure="total_sales"
          window={window}
        />
        <AbandonedProducts />
      </div>
    </>
  );
}
