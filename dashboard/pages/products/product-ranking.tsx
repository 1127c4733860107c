import type { ItemsAnswer } from "../../../protocol/items-answer.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { BarList } from "../../components/bar-list.tsx";
import { Card } from "../../components/card.tsx";
import { PartialNotice } from "../../components/partial-notice.tsx";
import { Problem } from "../../components/problem.tsx";

const SHOWN = 10;

/** The first ten products by one measure in a window that ends now. */
export function ProductRanking(props: { title: string; route: string; measure: string; window: string }) {
  const { t, formats } = useApp();
  const path = `/v1/${props.route}?limit=${SHOWN}&window=${props.window}`;
  const { data, error, reload } = useResource<ItemsAnswer>(path, { live: true });
  const textOf = (value: number) =>
    data?.currency === undefined ? formats.number(value) : formats.major(value, data.currency);
  return (
    <Card title={props.title}>
      <Problem error={error} retry={reload} />
      <PartialNotice answer={data} />
      {data?.data.length === 0 ? <p class="muted">{t("products.none")}</p> : null}
      <BarList
        bars={(data?.data ?? []).map((row) => {
          const value = Number(row[props.measure] ?? 0);
          return { name: row.item_name ?? row.item_id, value, text: textOf(value) };
        })}
      />
    </Card>
  );
}
