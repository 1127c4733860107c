import { useState } from "preact/hooks";
import type { DeliveryAttempt } from "../../../protocol/delivery.ts";
import type { WebhookSecret } from "../../../protocol/webhook-change.ts";
import type { Webhook } from "../../../protocol/webhook.ts";
import { request, type Answer, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { CopyBox } from "../../components/copy-box.tsx";
import { Problem } from "../../components/problem.tsx";
import { textOfCode } from "../../i18n/text-of-code.ts";
import { hrefOf } from "../../router.ts";

type Tested = DeliveryAttempt & { delivered: boolean };

/** Test, switch on and off, a new secret, deletion. */
export function WebhookActions({ webhook, onChanged }: { webhook: Webhook; onChanged: () => void }) {
  const { t, formats } = useApp();
  const [error, setError] = useState<RequestError | null>(null);
  const [tested, setTested] = useState<Tested | null>(null);
  const [secret, setSecret] = useState<WebhookSecret | null>(null);
  const [deleting, setDeleting] = useState(false);
  const path = `/v1/webhooks/${webhook.id}`;

  const take = <Data,>(answer: Answer<Data>): Data | null => {
    setError(answer.ok ? null : answer.error);
    return answer.ok ? answer.data : null;
  };
  const test = async () => setTested(take(await request<Tested>(`${path}/test`, { method: "POST" })));
  const rotate = async () => setSecret(take(await request<WebhookSecret>(`${path}/secret`, { method: "POST" })));
  const toggle = async () => {
    take(await request(path, { method: "PATCH", body: { disabled: !webhook.disabled } }));
    onChanged();
  };
  const remove = async () => {
    const answer = await request(path, { method: "DELETE" });
    take(answer);
    if (answer.ok) location.hash = hrefOf(["webhooks"]);
  };

  return (
    <>
      <div class="actions">
        <button type="button" class="primary" onClick={() => void test()}>
          {t("webhooks.test")}
        </button>
        <button type="button" onClick={() => void toggle()}>
          {t(webhook.disabled ? "webhooks.enable" : "webhooks.disable")}
        </button>
        <button type="button" onClick={() => void rotate()}>
          {t("webhooks.rotate")}
        </button>
        <button type="button" class="danger" onClick={() => (deleting ? void remove() : setDeleting(true))}>
          {t(deleting ? "webhooks.delete.sure" : "webhooks.delete")}
        </button>
        {deleting ? (
          <button type="button" onClick={() => setDeleting(false)}>
            {t("cancel")}
          </button>
        ) : null}
      </div>
      <div aria-live="polite">
        {tested === null ? null : (
          <p class={tested.delivered ? "notice is-good" : "notice is-bad"}>
            {tested.delivered
              ? t("webhooks.test.ok", { status: tested.status ?? "", ms: formats.duration(tested.duration_ms) })
              : t("webhooks.test.failed", {
                  why: tested.error === null ? (tested.status ?? "") : textOfCode(t, "reason", tested.error),
                })}
          </p>
        )}
      </div>
      {secret === null ? null : (
        <>
          <CopyBox label={t("webhooks.secret")} text={secret.secret} />
          <p class="muted">{t("webhooks.rotate.until", { time: formats.time(secret.previous_expires_at) })}</p>
        </>
      )}
      <Problem error={error} />
    </>
  );
}
