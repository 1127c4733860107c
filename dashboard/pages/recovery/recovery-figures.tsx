import type { MoneyByCurrency } from "../../../protocol/answer-parts.ts";
import type { AbandonmentAnswer } from "../../../protocol/metrics-answers.ts";
import { useApp } from "../../app-context.ts";
import { Stat } from "../../components/stat.tsx";

/** The figures of the report. Money stands per currency and is never added up. */
export function RecoveryFigures({ report }: { report: AbandonmentAnswer }) {
  const { t, formats } = useApp();
  const money = (sums: MoneyByCurrency) => {
    const known = Object.entries(sums).filter(([currency]) => currency !== "");
    if (known.length === 0) return "—";
    return known.map(([currency, minor]) => (
      <span key={currency} class="sum">
        {formats.money(minor, currency)}
      </span>
    ));
  };
  const { p50, p99 } = report.alert_delay_ms;
  const delay = (ms: number | null) => (ms === null ? "—" : formats.duration(ms));
  return (
    <dl class="stats">
      <Stat name={t("recovery.abandoned")}>{formats.number(report.abandoned)}</Stat>
      <Stat name={t("recovery.recovered")}>{formats.number(report.recovered)}</Stat>
      <Stat name={t("recovery.rate")}>{formats.percent(report.recovery_rate)}</Stat>
      <Stat name={t("recovery.retracted")}>{formats.number(report.retracted)}</Stat>
      <Stat name={t("recovery.expired")}>{formats.number(report.expired)}</Stat>
      <Stat name={t("recovery.valueAbandoned")}>{money(report.value_abandoned_minor)}</Stat>
      <Stat name={t("recovery.valueRecovered")}>{money(report.value_recovered_minor)}</Stat>
      <Stat name={t("recovery.valueAttributed")}>{money(report.value_attributed_minor)}</Stat>
      <Stat name={t("recovery.valueLost")}>{money(report.value_lost_minor)}</Stat>
      <Stat name={t("recovery.delay")}>
        {delay(p50)} / {delay(p99)}
      </Stat>
    </dl>
  );
}
