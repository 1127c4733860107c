import { LANGUAGES, type Language } from "./language.ts";
import { texts, type TextKey } from "./texts.ts";

/** Gives a text in the page's language; `{name}` in it is replaced by the value of that name. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

/** The translation into a language. */
export function translateTo(language: Language): Translate {
  const index = LANGUAGES.indexOf(language);
  return (key, values = {}) =>
    (texts[key][index] ?? texts[key][0]).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[name] ?? whole),
    );
}
