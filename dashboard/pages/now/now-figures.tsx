import type { MoneyByCurrency } from "../../../protocol/answer-parts.ts";
import type { LiveOutcome } from "../../../protocol/live.ts";
import type { NowAnswer } from "../../../protocol/now-answer.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { PartialNotice } from "../../components/partial-notice.tsx";
import { Problem } from "../../components/problem.tsx";
import { Stat } from "../../components/stat.tsx";

/** The figures of the moment: every cart is counted. */
export function NowFigures({ events, outcomes }: { events: number; outcomes: LiveOutcome[] }) {
  const { t, formats } = useApp();
  const { data, error, reload } = useResource<NowAnswer>("/v1/now", { live: true });
  const alert = outcomes.find(({ delay_ms }) => delay_ms !== null);
  const count = (number: number | undefined) => (number === undefined ? "…" : formats.number(number));
  const nextAt = data?.armed.next_at ?? null;

  return (
    <>
      <Problem error={error} retry={reload} />
      <PartialNotice answer={data} />
      <dl class="stats is-eight">
        <Stat name={t("now.active")}>{count(data?.active_shoppers)}</Stat>
        <Stat name={t("now.openCarts")}>{count(data?.open_carts)}</Stat>
        <Stat name={t("now.openValue")}>{sumsOf(data?.open_value_minor, formats.money)}</Stat>
        <Stat
          name={t("now.armed")}
          {...(nextAt === null ? {} : { note: t("now.armed.next", { time: formats.clock(nextAt) }) })}
        >
          {count(data?.armed.carts)}
        </Stat>
        <Stat name={t("now.abandoning")}>{count(data?.idle_carts)}</Stat>
        <Stat name={t("now.idleValue")}>{sumsOf(data?.idle_value_minor, formats.money)}</Stat>
        <Stat name={t("now.events")}>{formats.number(events)}</Stat>
        <Stat name={t("now.delay")}>
          {typeof alert?.delay_ms === "number" ? formats.duration(alert.delay_ms) : "—"}
        </Stat>
      </dl>
    </>
  );
}

/** Sums per currency, by code; currencies are never added together. */
function sumsOf(sums: MoneyByCurrency | undefined, money: (minor: number, currency: string) => string) {
  const shown = Object.entries(sums ?? {}).toSorted(([a], [b]) => a.localeCompare(b));
  if (shown.length === 0) return "—";
  return shown.map(([currency, minor]) => (
    <span key={currency} class="sum">
      {money(minor, currency)}
    </span>
  ));
}
