import { useState } from "preact/hooks";
import type { Settings } from "../../../protocol/settings.ts";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Choice } from "../../components/choice.tsx";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { Switch } from "../../components/switch.tsx";
import type { TextKey } from "../../i18n/texts.ts";
import { changesOf, toDraft, toPatch, type Draft } from "./draft.ts";
import { MoreSettings } from "./more-settings.tsx";

const STAGES = ["browse", "cart", "checkout", "payment"] as const;
type TextField = { [Name in keyof Draft]: Draft[Name] extends string ? Name : never }[keyof Draft];

/** The rules of the store. They are saved together, or not at all. */
export function SettingsForm() {
  const { t, settings, setSettings } = useApp();
  const [draft, setDraft] = useState(() => toDraft(settings));
  const [error, setError] = useState<RequestError | null>(null);
  const [saved, setSaved] = useState(false);

  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    setSaved(false);
  };
  const save = async () => {
    const answer = await request<Settings>("/v1/settings", {
      method: "PATCH",
      body: changesOf(toPatch(draft), settings),
    });
    setError(answer.ok ? null : answer.error);
    setSaved(answer.ok);
    if (answer.ok) setSettings(answer.data);
  };
  const field = (name: TextField, label: string, more: { type?: "number" | "time" | "url"; lines?: number } = {}) => (
    <Field
      label={label}
      name={name}
      value={draft[name]}
      onInput={(value) => change({ [name]: value })}
      {...(more.type === "number" ? { step: "any" } : {})}
      {...more}
    />
  );
  const number = (name: TextField, key: TextKey) =>
    field(name, t(key, { currency: settings.currency }), { type: "number" });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card title={t("settings.cutoffs")}>
        <p class="muted">{t("settings.cutoffs.hint")}</p>
        <div class="fields">{STAGES.map((stage) => field(stage, t(`stage.${stage}`), { type: "number" }))}</div>
        <div class="fields">
          {field("ladder", t("settings.ladder"))}
          <Choice
            label={t("settings.idlePolicy")}
            name="idlePolicy"
            value={draft.idlePolicy}
            onChange={(value) => change({ idlePolicy: value as Settings["idle_policy"] })}
            options={[
              ["any_activity", t("settings.idlePolicy.any")],
              ["cart_activity", t("settings.idlePolicy.cart")],
            ]}
          />
          {number("minimum", "settings.minimum")}
          {number("coolOff", "settings.coolOff")}
        </div>
        <fieldset>
          <legend>{t("settings.quiet")}</legend>
          <p class="muted">{t("settings.quiet.hint", { zone: settings.time_zone })}</p>
          <div class="fields">
            {field("quietFrom", t("settings.quiet.from"), { type: "time" })}
            {field("quietTo", t("settings.quiet.to"), { type: "time" })}
          </div>
        </fieldset>
      </Card>
      <Card title={t("settings.recovery")}>
        <div class="fields">
          {number("holdout", "settings.holdout")}
          {number("attribution", "settings.attribution")}
          {number("expire", "settings.expire")}
          {field("returnUrl", t("settings.returnUrl"), { type: "url" })}
        </div>
      </Card>
      <Card title={t("settings.people")}>
        <div class="fields is-wide">
          {field("internal", t("settings.internal"), { lines: 4 })}
          {field("hosts", t("settings.hosts"), { lines: 4 })}
        </div>
        <Switch label={t("settings.shadow")} checked={draft.shadow} onChange={(shadow) => change({ shadow })} />
      </Card>
      <MoreSettings draft={draft} change={change} field={field} />
      <div class="form-foot">
        <button type="submit" class="primary">
          {t("save")}
        </button>
        <span role="status">{saved ? t("saved") : ""}</span>
        <Problem error={error} />
      </div>
    </form>
  );
}
