import type { FunnelAnswer } from "../../../protocol/metrics-answers.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { BarList } from "../../components/bar-list.tsx";
import { Card } from "../../components/card.tsx";

const STEPS = ["view", "cart", "checkout", "purchase"] as const;

/** How many shoppers came how far. */
export function Funnel({ start }: { start: string }) {
  const { t, formats } = useApp();
  const { data } = useResource<FunnelAnswer>(`/v1/metrics/funnel?start=${start}`);
  if (data === null) return null;
  const first = data.data[0]?.users ?? 0;
  return (
    <Card title={t("funnel.title")}>
      <BarList
        bars={data.data.map(({ users }, index) => {
          const share = first === 0 ? "" : ` · ${formats.percent(users / first)}`;
          return {
            name: t(`funnel.${STEPS[index] ?? "view"}`),
            value: users,
            text: `${formats.number(users)}${share}`,
          };
        })}
      />
    </Card>
  );
}
