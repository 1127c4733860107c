import { useApp } from "../app-context.ts";
import type { RequestError } from "../api/request.ts";
import { vietnameseErrors } from "../i18n/error-texts.ts";

const TRANSLATED: Readonly<Record<string, string>> = vietnameseErrors;

/** Says why something could not be read or done, and offers to try again. */
export function Problem({ error, retry }: { error: RequestError | null; retry?: () => void }) {
  const { t, language } = useApp();
  if (error === null) return null;
  const translated = language === "en" ? undefined : TRANSLATED[error.code];
  const message = error.code === "offline" ? t("error.offline") : (translated ?? error.message);
  return (
    <div class="notice is-bad" role="alert">
      <span>
        {message}
        {error.parameter === null ? null : <code> {error.parameter}</code>}
      </span>
      {retry === undefined ? null : (
        <button type="button" onClick={retry}>
          {t("error.retry")}
        </button>
      )}
    </div>
  );
}
