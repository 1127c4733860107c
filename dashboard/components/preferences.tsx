import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { LANGUAGES, type Language } from "../i18n/language.ts";
import { THEMES, chooseTheme, chosenTheme, type Theme } from "../theme.ts";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", vi: "Tiếng Việt" };

/** What each reader chooses: language and colours. */
export function Preferences() {
  const { t, language, setLanguage } = useApp();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <div class="preferences">
      <select
        aria-label={t("nav.language")}
        value={language}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      >
        {LANGUAGES.map((name) => (
          <option key={name} value={name} lang={name}>
            {LANGUAGE_NAMES[name]}
          </option>
        ))}
      </select>
      <select
        aria-label={t("nav.theme")}
        value={theme}
        onChange={(event) => {
          const chosen = event.currentTarget.value as Theme;
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {t(`theme.${name}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
