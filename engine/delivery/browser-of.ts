/** The families of browsers that delivery is told of, in the order in which their names are looked for. */
const FAMILIES: readonly [family: string, names: RegExp][] = [
  ["webview", /; wv\)|\b(FBAN|FBAV|Instagram|Line|MicroMessenger|TikTok|musical_ly)\b/],
  ["edge", /\bEdg(e|A|iOS)?\//],
  ["opera", /\b(OPR|OPT|OPX)\//],
  ["samsung", /\bSamsungBrowser\//],
  ["firefox", /\b(Firefox|FxiOS)\//],
  ["chrome", /\b(Chrome|Chromium|CriOS)\//],
  ["safari", /\bVersion\/[\d.]+ .*\bSafari\//],
];

/**
 * The family of a browser by its user agent, as far as it changes what becomes of requests when a page is left; `other`
 * for whatever is none of the known ones.
 */
export function browserOf(userAgent: string | null): string {
  return FAMILIES.find(([, names]) => names.test(userAgent ?? ""))?.[0] ?? "other";
}
