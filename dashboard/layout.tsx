import { useEffect, useRef } from "preact/hooks";
import { useApp } from "./app-context.ts";
import { Preferences } from "./components/preferences.tsx";
import type { TextKey } from "./i18n/texts.ts";
import { useConnected } from "./live/use-live.ts";
import { PAGES } from "./pages.tsx";
import { hrefOf, useRoute } from "./router.ts";

/** The frame: which store, the pages, whether the feed is live; and the page itself. */
export function Layout() {
  const { t, session, signOut } = useApp();
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const entry = PAGES.find(({ name }) => name === route.page);
  const title = entry === undefined ? t("notFound") : t(`nav.${entry.nav}` as TextKey);
  const menu = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    document.title = `${title} · ${session.store} · Cartbeat`;
    // After following a link a screen reader goes on in the new page, not in the old menu.
    if (!first.current) main.current?.focus();
    first.current = false;
    // On a narrow screen the menu scrolls sideways.
    menu.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [route.page, route.args.join("/"), title]);

  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={(event) => skip(event, main.current)}>
        {t("nav.skip")}
      </a>
      <header class="side">
        <div class="brand">
          <img src="/dashboard/icon.svg" alt="" width="28" height="28" />
          <span class="brand-name">Cartbeat</span>
          <span class="brand-store">{session.store}</span>
        </div>
        <nav ref={menu} aria-label={t("nav.label")}>
          <ul>
            {PAGES.filter(({ name, nav }) => name === nav).map(({ name }) => (
              <li key={name}>
                <a href={hrefOf([name])} aria-current={entry?.nav === name ? "page" : undefined}>
                  {t(`nav.${name}` as TextKey)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="side-foot">
          <Connection />
          <Preferences />
          <button type="button" class="quiet" onClick={signOut}>
            {t("nav.signOut")}
          </button>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {entry === undefined ? <h1>{t("notFound")}</h1> : entry.render(route)}
      </main>
    </div>
  );
}

function Connection() {
  const { t } = useApp();
  const connected = useConnected();
  return (
    <p class={connected ? "connection is-live" : "connection"} role="status">
      <span class="dot" aria-hidden="true" />
      {t(connected ? "live.connected" : "live.polling")}
    </p>
  );
}

/** The address names the page, so the link may not change it. */
function skip(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}
