import { useState } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Field } from "../../components/field.tsx";
import { hrefOf } from "../../router.ts";

/** The way to a shopper whose id somebody asks about, whether or not there is a cart. */
export function FindShopper() {
  const { t } = useApp();
  const [id, setId] = useState("");
  return (
    <form
      class="find"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() !== "") location.hash = hrefOf(["shopper", "any", id.trim()]);
      }}
    >
      <Field label={t("shopper.find")} name="shopper" value={id} onInput={setId} />
      <button type="submit">{t("shopper.find.go")}</button>
    </form>
  );
}
