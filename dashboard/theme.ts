/** Follow the system, or one of the two for good. */
export const THEMES = ["auto", "light", "dark"] as const;

/** One of the themes. */
export type Theme = (typeof THEMES)[number];

const KEY = "cartbeat.theme";
const CHANGED = "cartbeat-theme";

/** The theme that was chosen in this browser. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === stored) ?? "auto";
}

/** Remembers and shows a theme. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
  dispatchEvent(new Event(CHANGED));
}

/** Calls back when the colours change, by choice or with the system's; returns how to stop. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  addEventListener(CHANGED, listener);
  system.addEventListener("change", listener);
  return () => {
    removeEventListener(CHANGED, listener);
    system.removeEventListener("change", listener);
  };
}

/** Shows the chosen theme. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = chosenTheme();
}
