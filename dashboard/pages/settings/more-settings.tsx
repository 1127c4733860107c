import type { JSX } from "preact";
import type { Settings } from "../../../protocol/settings.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { Choice } from "../../components/choice.tsx";
import { Switch } from "../../components/switch.tsx";
import type { Draft } from "./draft.ts";

/** The settings that are seldom changed: whom to believe, what to pass on and to keep, and what is fixed. */
export function MoreSettings({
  draft,
  change,
  field,
}: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  field: (
    name: "origins" | "traits" | "coupons" | "keepEvents" | "keepOneView" | "timeZone" | "currency" | "threshold",
    label: string,
    more?: { type?: "number"; lines?: number },
  ) => JSX.Element;
}) {
  const { t } = useApp();
  return (
    <>
      <Card title={t("settings.trust")}>
        <div class="fields">
          <Choice
            label={t("settings.identity")}
            name="identity"
            value={draft.identity}
            onChange={(value) => change({ identity: value as Settings["identity_verification"] })}
            options={[
              ["off", t("settings.identity.off")],
              ["flag", t("settings.identity.flag")],
              ["enforce", t("settings.identity.enforce")],
            ]}
          />
          <Choice
            label={t("settings.mixed")}
            name="mixedSessions"
            value={draft.mixedSessions}
            onChange={(value) => change({ mixedSessions: value as Settings["mixed_session_policy"] })}
            options={[
              ["drop_user_events", t("settings.mixed.events")],
              ["drop_session", t("settings.mixed.session")],
            ]}
          />
        </div>
        <div class="fields is-wide">{field("origins", t("settings.origins"), { lines: 3 })}</div>
        <Switch
          label={t("settings.trustPurchases")}
          checked={draft.trustPurchases}
          onChange={(trustPurchases) => change({ trustPurchases })}
        />
      </Card>
      <Card title={t("settings.passOn")}>
        <div class="fields is-wide">
          {field("traits", t("settings.traits"), { lines: 3 })}
          {field("coupons", t("settings.coupons"), { lines: 3 })}
        </div>
        <div class="fields">
          {field("keepEvents", t("settings.keepEvents"), { type: "number" })}
          {field("keepOneView", t("settings.keepOneView"), { type: "number" })}
        </div>
      </Card>
      <Card title={t("settings.fixed")}>
        <p class="muted">{t("settings.fixed.hint")}</p>
        <div class="fields">
          {field("timeZone", t("settings.timeZone"))}
          {field("currency", t("settings.currency"))}
          {field("threshold", t("settings.threshold"), { type: "number" })}
        </div>
      </Card>
    </>
  );
}
