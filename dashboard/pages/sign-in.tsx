import { useState } from "preact/hooks";
import { request } from "../api/request.ts";
import type { Translate } from "../i18n/translate.ts";

/** The way in: the secret key, which goes to the collector once and is kept nowhere. */
export function SignIn({ t, onSignedIn }: { t: Translate; onSignedIn: () => Promise<void> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    const key = new FormData(form).get("key");
    const body = { key: typeof key === "string" ? key.trim() : "" };
    const answer = await request("/v1/session", { method: "POST", body });
    if (answer.ok) return onSignedIn();
    const code = answer.error.code;
    setProblem(t(code === "offline" ? "error.offline" : code === "forbidden" ? "signIn.writeKey" : "signIn.refused"));
    setBusy(false);
    return undefined;
  };

  return (
    <main class="sign-in">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <img src="/dashboard/icon.svg" alt="" width="44" height="44" />
        <h1>Cartbeat</h1>
        <p class="muted">{t("signIn.lead")}</p>
        <label class="field">
          <span>{t("signIn.key")}</span>
          <input
            name="key"
            type="password"
            required
            autocomplete="off"
            spellcheck={false}
            placeholder="sk_…"
            aria-describedby="sign-in-problem"
            aria-invalid={problem !== null}
          />
        </label>
        <p id="sign-in-problem" class="problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="primary" disabled={busy}>
          {t("signIn.submit")}
        </button>
      </form>
    </main>
  );
}
