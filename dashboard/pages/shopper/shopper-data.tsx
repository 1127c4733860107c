import { useState } from "preact/hooks";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Problem } from "../../components/problem.tsx";
import { hrefOf } from "../../router.ts";

/** What a shopper may demand: everything that is held of them as a file, and its erasure, which is asked for twice. */
export function ShopperData({ id, address, which }: { id: string; address: string; which: string }) {
  const { t } = useApp();
  const [error, setError] = useState<RequestError | null>(null);
  const [erasing, setErasing] = useState(false);
  const erase = async () => {
    const answer = await request(`${address}${which}`, { method: "DELETE" });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) location.hash = hrefOf(["carts"]);
  };
  return (
    <Card title={t("shopper.data")}>
      <p class="muted">{t("shopper.data.lead")}</p>
      <div class="actions">
        <a class="button" href={`${address}/export${which}`} download={`${id}.json`}>
          {t("shopper.export")}
        </a>
        <button type="button" class="danger" onClick={() => (erasing ? void erase() : setErasing(true))}>
          {t(erasing ? "shopper.erase.sure" : "shopper.erase")}
        </button>
        {erasing ? (
          <button type="button" onClick={() => setErasing(false)}>
            {t("cancel")}
          </button>
        ) : null}
      </div>
      <Problem error={error} />
    </Card>
  );
}
