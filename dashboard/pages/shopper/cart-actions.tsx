import { useState } from "preact/hooks";
import type { CloseCartAnswer, RestoreLinkAnswer } from "../../../protocol/restore-link.ts";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { CopyBox } from "../../components/copy-box.tsx";
import { Problem } from "../../components/problem.tsx";

/** Makes a link back to a cart, closes it or mutes it: an order by phone, a shop assistant who takes over. */
export function CartActions(props: { cartId: string; shopper: string; kind: string; onDone: () => void }) {
  const { t, formats, settings } = useApp();
  const [link, setLink] = useState<RestoreLinkAnswer | null>(null);
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
  const makeLink = async () => {
    const body = { shopper: props.shopper, kind: props.kind };
    const path = `/v1/carts/${encodeURIComponent(props.cartId)}/restore-link`;
    const answer = await request<RestoreLinkAnswer>(path, { method: "POST", body });
    setError(answer.ok ? null : answer.error);
    setLink(answer.ok ? answer.data : null);
  };
  return (
    <>
      <div class="actions">
        {settings.return_url === null ? null : (
          <button type="button" onClick={() => void makeLink()}>
            {t("cart.link")}
          </button>
        )}
        <button type="button" onClick={() => void act("muted")}>
          {t("cart.mute")}
        </button>
        <button type="button" class="danger" onClick={() => void act("closed")}>
          {t("cart.close")}
        </button>
      </div>
      {link === null ? null : (
        <>
          <CopyBox label={t("cart.link.made")} text={link.restore_url} />
          <p class="muted">{t("cart.link.until", { time: formats.time(link.expires_at) })}</p>
        </>
      )}
      <p role="status">
        {done === null ? "" : t(done === "closed" ? "cart.closed" : done === "muted" ? "cart.muted" : "cart.ended")}
      </p>
      <Problem error={error} />
    </>
  );
}
