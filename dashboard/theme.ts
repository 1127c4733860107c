/** Follow the system, or one of the two for good. */
export const THEMES = ["auto", "light", "dark"] as const;

/** One of the themes. */
export type Theme = (typeof THEMES)[number];

const KEY = "cartbeat.theme";

/** The theme that was chosen in this browser. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === stored) ?? "auto";
}

/** Remembers and shows a theme. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
}

/** Shows the chosen theme. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = chosenTheme();
}
