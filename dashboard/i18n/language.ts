/** The languages of the dashboard, in the order of each text's translations. */
export const LANGUAGES = ["en", "vi"] as const;

/** One of the languages. */
export type Language = (typeof LANGUAGES)[number];

/** A text in every language. */
export type Text = readonly [en: string, vi: string];

const KEY = "cartbeat.language";

/** The language that was chosen here, else the browser's first that there is, else English. */
export function initialLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  const wanted = [chosen ?? "", ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.map((tag) => LANGUAGES.find((language) => language === tag)).find(Boolean) ?? "en";
}

/** Remembers a choice in this browser. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
