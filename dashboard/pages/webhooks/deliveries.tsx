import { useState } from "preact/hooks";
import type { DeliveriesAnswer, Delivery, Replay, ReplayAnswer } from "../../../protocol/delivery.ts";
import { request, type RequestError } from "../../api/request.ts";
import { usePages } from "../../api/use-pages.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Choice } from "../../components/choice.tsx";
import { Problem } from "../../components/problem.tsx";
import { DeliveryTable } from "./delivery-table.tsx";

const STATES: Delivery["state"][] = ["pending", "delivered", "dead", "cancelled"];

/** What was sent to an endpoint, what came back, and sending it again. */
export function Deliveries({ path }: { path: string }) {
  const { t, formats } = useApp();
  const [state, setState] = useState("");
  const [error, setError] = useState<RequestError | null>(null);
  const [replayed, setReplayed] = useState<number | null>(null);
  const query = state === "" ? "" : `?state=${state}`;
  const pages = usePages<Delivery, DeliveriesAnswer>(`${path}/deliveries${query}`, { live: true });

  const replay = async (what: Replay) => {
    const answer = await request<ReplayAnswer>(`${path}/replay`, { method: "POST", body: what });
    setError(answer.ok ? null : answer.error);
    setReplayed(answer.ok ? answer.data.replayed : null);
    pages.reload();
  };

  return (
    <Card
      title={t("deliveries.title")}
      aside={
        <button type="button" onClick={() => void replay({ dead_letters: true })}>
          {t("deliveries.replayDead")}
        </button>
      }
    >
      <div class="filters is-inner">
        <Choice
          label={t("webhooks.state")}
          name="state"
          value={state}
          onChange={setState}
          options={[
            ["", t("deliveries.all")],
            ...STATES.map((name): [string, string] => [name, t(`deliveries.state.${name}`)]),
          ]}
        />
      </div>
      <div aria-live="polite">
        {replayed === null ? null : (
          <p class="notice is-good">{t("deliveries.replayed", { n: formats.number(replayed) })}</p>
        )}
      </div>
      <Problem error={error ?? pages.error} />
      <DeliveryTable rows={pages.rows} onReplay={(id) => void replay({ message_id: id })} />
      {pages.more === null ? null : (
        <button type="button" class="wide" onClick={pages.more}>
          {t("more")}
        </button>
      )}
    </Card>
  );
}
