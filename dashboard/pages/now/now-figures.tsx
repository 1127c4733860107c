import type { AbandonedCart, AbandonedCartsAnswer } from "../../../protocol/abandoned-carts.ts";
import type { LiveOutcome } from "../../../protocol/live.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Problem } from "../../components/problem.tsx";
import { Stat } from "../../components/stat.tsx";

/** So many carts are counted; beyond them the figures say "or more". */
const COUNTED = 1000;
const ACTIVE_MINUTES = 30;

/** The figures of the moment. */
export function NowFigures({ events, outcomes }: { events: number; outcomes: LiveOutcome[] }) {
  const { t, formats, settings } = useApp();
  const idle = settings.cutoff_minutes.cart ?? ACTIVE_MINUTES;
  const open = useResource<AbandonedCartsAnswer>(`/v1/carts/abandoned?idle_minutes=0&limit=${COUNTED}`, { live: true });
  const alert = outcomes.find(({ delay_ms }) => delay_ms !== null);
  const carts = open.data?.data ?? [];
  const idleCarts = carts.filter(({ hours_since_activity }) => hours_since_activity * 60 >= idle);
  const exact = open.data?.next_cursor === null;
  const count = (number: number) =>
    open.data === null ? "…" : exact ? formats.number(number) : t("now.most", { n: formats.number(number) });
  const active = carts.filter(({ hours_since_activity }) => hours_since_activity * 60 < ACTIVE_MINUTES);

  return (
    <>
      <Problem error={open.error} retry={open.reload} />
      {open.data?.partial === true ? <p class="notice is-warn">{t("partial")}</p> : null}
      <dl class="stats">
        <Stat name={t("now.openCarts")}>{count(carts.length)}</Stat>
        <Stat name={t("now.openValue")}>{valueOf(carts, formats.money)}</Stat>
        <Stat name={t("now.active")}>{count(active.length)}</Stat>
        <Stat name={t("now.abandoning")}>{count(new Set(idleCarts.map(({ shopper }) => shopper)).size)}</Stat>
        <Stat name={t("now.idleValue")}>{valueOf(idleCarts, formats.money)}</Stat>
        <Stat name={t("now.events")}>{formats.number(events)}</Stat>
        <Stat name={t("now.delay")}>
          {typeof alert?.delay_ms === "number" ? formats.duration(alert.delay_ms) : "—"}
        </Stat>
      </dl>
    </>
  );
}

/** Sums per currency, the largest number of carts first; currencies are never added together. */
function valueOf(carts: AbandonedCart[], money: (minor: number, currency: string) => string) {
  const byCurrency = new Map<string, { minor: number; carts: number }>();
  for (const { value_minor, currency } of carts) {
    const sum = byCurrency.get(currency) ?? { minor: 0, carts: 0 };
    byCurrency.set(currency, { minor: sum.minor + value_minor, carts: sum.carts + 1 });
  }
  const sums = [...byCurrency].filter(([currency]) => currency !== "").toSorted(([, a], [, b]) => b.carts - a.carts);
  if (sums.length === 0) return "—";
  return sums.map(([currency, { minor }]) => (
    <span key={currency} class="sum">
      {money(minor, currency)}
    </span>
  ));
}
