import { useApp } from "../../app-context.ts";
import { BackTest } from "./back-test.tsx";
import { Keys } from "./keys.tsx";
import { RejectedEvents } from "./rejected-events.tsx";
import { SettingsForm } from "./settings-form.tsx";

/** The store's rules, its keys, and what it refused. */
export function SettingsPage() {
  const { t } = useApp();
  return (
    <>
      <div class="page-head">
        <h1>{t("settings.title")}</h1>
      </div>
      <SettingsForm />
      <BackTest />
      <Keys />
      <RejectedEvents />
    </>
  );
}
