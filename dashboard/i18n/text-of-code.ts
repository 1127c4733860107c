import { texts, type TextKey } from "./texts.ts";
import type { Translate } from "./translate.ts";

/** What a code of the collector means, in words; the code itself where there are none, as for a shop's own events. */
export function textOfCode(t: Translate, kind: "event" | "reason", code: string): string {
  const key = `${kind}.${code}`;
  return Object.hasOwn(texts, key) ? t(key as TextKey) : code;
}
