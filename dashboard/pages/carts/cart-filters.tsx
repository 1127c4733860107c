import type { Stage } from "../../../protocol/outcome.ts";
import { useApp } from "../../app-context.ts";
import { Choice } from "../../components/choice.tsx";
import { Field } from "../../components/field.tsx";
import { hrefOf } from "../../router.ts";

const STAGES: Stage[] = ["browse", "cart", "checkout", "payment"];
const DECIMAL = /^\d{1,13}(\.\d{1,6})?$/;

/** The filters of the list. They stand in the address, so that a list can be linked to. */
export function CartFilters({ query }: { query: URLSearchParams }) {
  const { t } = useApp();
  const value = (name: string) => query.get(name) ?? "";
  const change = (name: string) => (next: string) => {
    location.hash = hrefOf(["carts"], { ...Object.fromEntries(query), [name]: next });
  };
  const changeNumber = (name: string) => (next: string) => {
    if (next === "" || DECIMAL.test(next)) change(name)(next);
  };
  return (
    <form class="filters" aria-label={t("carts.filters")} onSubmit={(event) => event.preventDefault()}>
      <Field
        label={t("carts.idle")}
        name="idle_minutes"
        type="number"
        step="any"
        value={value("idle_minutes")}
        onInput={changeNumber("idle_minutes")}
      />
      <Choice
        label={t("carts.stage")}
        name="stage"
        value={value("stage")}
        onChange={change("stage")}
        options={[["", t("carts.stage.all")], ...STAGES.map((stage): [string, string] => [stage, t(`stage.${stage}`)])]}
      />
      <Choice
        label={t("carts.identity")}
        name="identity"
        value={value("identity")}
        onChange={change("identity")}
        options={[
          ["", t("carts.identity.all")],
          ["known", t("carts.identity.known")],
          ["anonymous", t("carts.identity.anonymous")],
        ]}
      />
      <Field
        label={t("carts.minValue")}
        name="min_value"
        type="number"
        step="any"
        value={value("min_value")}
        onInput={changeNumber("min_value")}
      />
      <Choice
        label={t("carts.sort")}
        name="sort"
        value={value("sort")}
        onChange={change("sort")}
        options={[
          ["", t("carts.sort.oldest")],
          ["value", t("carts.sort.value")],
        ]}
      />
    </form>
  );
}
