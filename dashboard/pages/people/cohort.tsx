import { useMemo, useState } from "preact/hooks";
import type { CohortAnswer } from "../../../protocol/engagement-answers.ts";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Field } from "../../components/field.tsx";
import { LineChart } from "../../components/line-chart.tsx";
import { Problem } from "../../components/problem.tsx";
import { storeDate } from "../../i18n/store-date.ts";

const WEEK_MS = 6 * 86_400_000;

/** How a list of users comes back, day by day. */
export function Cohort() {
  const { t, formats, settings } = useApp();
  const [users, setUsers] = useState("");
  const [start, setStart] = useState(() => storeDate(Date.now() - WEEK_MS, settings.time_zone));
  const [days, setDays] = useState("7");
  const [answer, setAnswer] = useState<CohortAnswer | null>(null);
  const [error, setError] = useState<RequestError | null>(null);

  const ask = async () => {
    const ids = users.split("\n").map((line) => line.trim());
    const body = { users: ids.filter((id) => id !== ""), start, days: Number(days) };
    const asked = await request<CohortAnswer>("/v1/metrics/cohort", { method: "POST", body });
    setAnswer(asked.ok ? asked.data : null);
    setError(asked.ok ? null : asked.error);
  };
  const rows = answer?.data;
  const times = useMemo(() => (rows ?? []).map(({ date }) => `${date}T12:00:00Z`), [rows]);
  const lines = useMemo(
    () => [
      {
        name: t("people.stickiness"),
        tone: "accent" as const,
        values: (rows ?? []).map(({ stickiness }) => stickiness),
      },
    ],
    [rows, t],
  );

  return (
    <Card title={t("cohort.title")}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <Field label={t("cohort.users")} name="users" lines={3} required value={users} onInput={setUsers} />
        <div class="fields">
          <Field label={t("cohort.start")} name="start" required value={start} onInput={setStart} />
          <Field label={t("cohort.days")} name="days" type="number" required value={days} onInput={setDays} />
        </div>
        <button type="submit">{t("cohort.ask")}</button>
      </form>
      <Problem error={error} />
      {answer === null ? null : (
        <>
          <p>
            {t("cohort.known", {
              known: formats.number(answer.known),
              total: formats.number(answer.total),
              risk: formats.percent(answer.average_churn_risk),
            })}
          </p>
          <LineChart title={t("cohort.title")} times={times} lines={lines} format={formats.percent} />
        </>
      )}
    </Card>
  );
}
