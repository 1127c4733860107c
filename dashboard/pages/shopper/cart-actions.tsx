import { useState } from "preact/hooks";
import type { CloseCartAnswer } from "../../../protocol/restore-link.ts";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Problem } from "../../components/problem.tsx";

/** Closes or mutes a cart: an order by phone, a shop assistant who takes over. */
export function CartActions(props: { cartId: string; shopper: string; kind: string; onDone: () => void }) {
  const { t } = useApp();
  const [error, setError] = useState<RequestError | null>(null);
  const [done, setDone] = useState<CloseCartAnswer["state"] | null>(null);
  const act = async (mode: "closed" | "muted") => {
    const body = { mode, shopper: props.shopper, kind: props.kind };
    const path = `/v1/carts/${encodeURIComponent(props.cartId)}/close`;
    const answer = await request<CloseCartAnswer>(path, { method: "POST", body });
    setError(answer.ok ? null : answer.error);
    setDone(answer.ok ? answer.data.state : null);
    if (answer.ok) props.onDone();
  };
  return (
    <>
      <div class="actions">
        <button type="button" onClick={() => void act("muted")}>
          {t("cart.mute")}
        </button>
        <button type="button" class="danger" onClick={() => void act("closed")}>
          {t("cart.close")}
        </button>
      </div>
      <p role="status">
        {done === null ? "" : t(done === "closed" ? "cart.closed" : done === "muted" ? "cart.muted" : "cart.ended")}
      </p>
      <Problem error={error} />
    </>
  );
}
