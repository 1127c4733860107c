import { useState } from "preact/hooks";
import type { BacktestAnswer } from "../../../protocol/backtest.ts";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Choice } from "../../components/choice.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";

const DAYS = ["1", "7", "30"] as const;

/** What other cut-offs would have done with the last days. Nothing is changed or sent. */
export function BackTest() {
  const { t, formats } = useApp();
  const [cutoffs, setCutoffs] = useState("15, 60, 240");
  const [days, setDays] = useState("7");
  const [error, setError] = useState<RequestError | null>(null);
  const [tried, setTried] = useState<BacktestAnswer | null>(null);
  const [trying, setTrying] = useState(false);

  const run = async () => {
    setTrying(true);
    const minutes = cutoffs.split(/[,;\s]+/).filter((part) => part !== "");
    const query = new URLSearchParams({ cutoff_minutes: minutes.join(","), days });
    const answer = await request<BacktestAnswer>(`/v1/backtest?${query}`);
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setTried(answer.data);
    setTrying(false);
  };

  return (
    <Card title={t("backtest.title")}>
      <p class="muted">{t("backtest.lead")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <div class="fields">
          <Field label={t("backtest.cutoffs")} name="cutoffs" required value={cutoffs} onInput={setCutoffs} />
          <Choice
            label={t("backtest.days")}
            name="days"
            value={days}
            onChange={setDays}
            options={DAYS.map((count) => [count, formats.number(Number(count))])}
          />
        </div>
        <button type="submit" disabled={trying}>
          {t(trying ? "loading" : "backtest.run")}
        </button>
      </form>
      <Problem error={error} />
      <div aria-live="polite">{tried === null ? null : <Tried answer={tried} />}</div>
    </Card>
  );
}

function Tried({ answer }: { answer: BacktestAnswer }) {
  const { t, formats } = useApp();
  const money = (sums: BacktestAnswer["data"][number]["value_at_stake_minor"]) =>
    Object.entries(sums).map(([currency, minor]) => (
      <span key={currency} class="sum">
        {formats.money(minor, currency)}
      </span>
    ));
  return (
    <>
      <p class="muted">
        {t("backtest.of", {
          events: formats.number(answer.events),
          share: formats.percent(answer.shoppers_percent / 100),
        })}
      </p>
      <DataTable
        caption={t("backtest.title")}
        rows={answer.data}
        keyOf={({ cutoff_minutes }) => String(cutoff_minutes)}
        none={t("none")}
        columns={[
          {
            title: t("backtest.cutoff"),
            cell: ({ cutoff_minutes }) =>
              cutoff_minutes === null ? t("backtest.present") : t("backtest.minutes", { n: cutoff_minutes }),
          },
          { title: t("backtest.alerts"), numeric: true, cell: ({ alerts }) => formats.number(alerts) },
          { title: t("backtest.needless1h"), numeric: true, cell: ({ needless_1h }) => formats.number(needless_1h) },
          { title: t("backtest.needless24h"), numeric: true, cell: ({ needless_24h }) => formats.number(needless_24h) },
          {
            title: t("backtest.value"),
            numeric: true,
            cell: ({ value_at_stake_minor }) => money(value_at_stake_minor),
          },
        ]}
      />
    </>
  );
}
