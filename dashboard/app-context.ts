import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SessionAnswer } from "../protocol/session.ts";
import type { Settings } from "../protocol/settings.ts";
import type { Formats } from "./i18n/formats.ts";
import type { Language } from "./i18n/language.ts";
import type { Translate } from "./i18n/translate.ts";

/** What every page may need. */
export interface AppContext {
  t: Translate;
  language: Language;
  setLanguage: (language: Language) => void;
  formats: Formats;
  session: SessionAnswer;
  settings: Settings;
  setSettings: (settings: Settings) => void;
  signOut: () => void;
}

/** Provided by `App` once somebody is signed in. */
export const appContext = createContext<AppContext | null>(null);

/** The context of the page. Throws outside of it, which no page is. */
export function useApp(): AppContext {
  const context = useContext(appContext);
  if (context === null) throw new Error("No page is drawn before signing in");
  return context;
}
