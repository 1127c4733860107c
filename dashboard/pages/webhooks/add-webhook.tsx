import { useState } from "preact/hooks";
import type { OutcomeType } from "../../../protocol/outcome.ts";
import type { Webhook } from "../../../protocol/webhook.ts";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { CopyBox } from "../../components/copy-box.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { Switch } from "../../components/switch.tsx";
import { OUTCOME_TYPES } from "./outcome-types.ts";

/** The form for a new endpoint; afterwards its secret, once. */
export function AddWebhook({ onAdded }: { onAdded: () => void }) {
  const { t } = useApp();
  const [url, setUrl] = useState("");
  const [description, setDescription] = useState("");
  const [types, setTypes] = useState<OutcomeType[]>(OUTCOME_TYPES);
  const [error, setError] = useState<RequestError | null>(null);
  const [secret, setSecret] = useState<string | null>(null);

  const add = async () => {
    const body = { url, description, event_types: types };
    const answer = await request<Webhook>("/v1/webhooks", { method: "POST", body });
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setSecret(answer.data.secret ?? null);
    setUrl("");
    setDescription("");
    onAdded();
  };

  return (
    <Card title={t("webhooks.add")}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Field label={t("webhooks.url")} name="url" type="url" required value={url} onInput={setUrl} />
        <Field label={t("webhooks.description")} name="description" value={description} onInput={setDescription} />
        <fieldset>
          <legend>{t("webhooks.types")}</legend>
          {OUTCOME_TYPES.map((type) => (
            <Switch
              key={type}
              label={t(`outcome.${type}`)}
              checked={types.includes(type)}
              onChange={(checked) =>
                setTypes(OUTCOME_TYPES.filter((other) => (other === type ? checked : types.includes(other))))
              }
            />
          ))}
        </fieldset>
        <Problem error={error} />
        <button type="submit" class="primary" disabled={types.length === 0}>
          {t("webhooks.create")}
        </button>
      </form>
      {secret === null ? null : <CopyBox label={t("webhooks.secret")} text={secret} />}
    </Card>
  );
}
