import { useState } from "preact/hooks";
import type { Identity, OutcomeType, Stage } from "../../../protocol/outcome.ts";
import type { Webhook } from "../../../protocol/webhook.ts";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { CopyBox } from "../../components/copy-box.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { IDENTITIES, OUTCOME_TYPES, STAGES } from "./outcome-types.ts";
import { Switches } from "./switches.tsx";

/** The form for a new endpoint; afterwards its secret, once. */
export function AddWebhook({ onAdded }: { onAdded: () => void }) {
  const { t } = useApp();
  const [url, setUrl] = useState("");
  const [description, setDescription] = useState("");
  const [types, setTypes] = useState<OutcomeType[]>(OUTCOME_TYPES);
  const [stages, setStages] = useState<Stage[]>(STAGES);
  const [identities, setIdentities] = useState<Identity[]>(IDENTITIES);
  const [error, setError] = useState<RequestError | null>(null);
  const [secret, setSecret] = useState<string | null>(null);

  const add = async () => {
    const body = { url, description, event_types: types, stages, identities };
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
        <Switches
          legend={t("webhooks.types")}
          all={OUTCOME_TYPES}
          chosen={types}
          nameOf={(type) => t(`outcome.${type}`)}
          onChange={setTypes}
        />
        <Switches
          legend={t("webhooks.stages")}
          all={STAGES}
          chosen={stages}
          nameOf={(stage) => t(`stage.${stage}`)}
          onChange={setStages}
        />
        <Switches
          legend={t("webhooks.identities")}
          all={IDENTITIES}
          chosen={identities}
          nameOf={(identity) => t(`webhooks.identity.${identity}`)}
          onChange={setIdentities}
        />
        <Problem error={error} />
        <button type="submit" class="primary" disabled={[types, stages, identities].some(({ length }) => length === 0)}>
          {t("webhooks.create")}
        </button>
      </form>
      {secret === null ? null : <CopyBox label={t("webhooks.secret")} text={secret} />}
    </Card>
  );
}
