import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { SessionAnswer } from "../protocol/session.ts";
import type { Settings } from "../protocol/settings.ts";
import { request } from "./api/request.ts";
import { appContext } from "./app-context.ts";
import { formatsOf } from "./i18n/formats.ts";
import { initialLanguage, rememberLanguage } from "./i18n/language.ts";
import { translateTo } from "./i18n/translate.ts";
import { Layout } from "./layout.tsx";
import { liveFeed } from "./live/live-feed.ts";
import { SignIn } from "./pages/sign-in.tsx";

interface SignedIn {
  session: SessionAnswer;
  settings: Settings;
}

/** The dashboard: asks who is signed in, then shows the pages or the way in. */
export function App() {
  const [language, setLanguage] = useState(initialLanguage);
  /** Null: nobody is signed in; undefined: not known yet. */
  const [signedIn, setSignedIn] = useState<SignedIn | null | undefined>(undefined);
  const t = useMemo(() => translateTo(language), [language]);

  const timeZone = signedIn?.settings.time_zone ?? "UTC";
  const formats = useMemo(() => formatsOf(language, timeZone), [language, timeZone]);

  const enter = useCallback(async () => {
    const [session, settings] = await Promise.all([
      request<SessionAnswer>("/v1/session"),
      request<Settings>("/v1/settings"),
    ]);
    const both = session.ok && settings.ok;
    setSignedIn(both ? { session: session.data, settings: settings.data } : null);
    if (both) liveFeed.start();
  }, []);
  useEffect(() => void enter(), [enter]);
  useEffect(() => {
    document.documentElement.lang = language;
    rememberLanguage(language);
  }, [language]);
  useEffect(() => endWith(signedIn?.session.expires_at, () => setSignedIn(null)), [signedIn]);

  if (signedIn === undefined) return <p class="waiting">{t("loading")}</p>;
  if (signedIn === null) return <SignIn t={t} onSignedIn={enter} />;

  const signOut = async () => {
    liveFeed.stop();
    await request("/v1/session", { method: "DELETE" });
    setSignedIn(null);
  };
  const context = {
    t,
    language,
    setLanguage,
    formats,
    session: signedIn.session,
    settings: signedIn.settings,
    setSettings: (settings: Settings) => setSignedIn({ ...signedIn, settings }),
    signOut: () => void signOut(),
  };
  return (
    <appContext.Provider value={context}>
      <Layout />
    </appContext.Provider>
  );
}

/** Calls back when the session has run out. */
function endWith(expiresAt: string | undefined, ended: () => void): (() => void) | undefined {
  if (expiresAt === undefined) return undefined;
  const timer = setTimeout(ended, Math.max(0, Date.parse(expiresAt) - Date.now()));
  return () => clearTimeout(timer);
}
