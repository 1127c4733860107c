import type { Cartbeat } from "./cartbeat.ts";

/**
 * Records a page view now and whenever the path or the query of the page's address changes without a new document. What
 * follows `#` is a place within the page. The history is watched, not patched, by what every browser has since 2026.
 */
export function watchRoutes({ page }: Pick<Cartbeat, "page">): void {
  let seen: string | undefined;
  const look = (): void => {
    const [place] = location.href.split("#");
    if (place !== seen) page();
    seen = place;
  };
  look();
  // Routers set the title after the address, and may replace an address at once.
  navigation.addEventListener("currententrychange", () => setTimeout(look));
}
