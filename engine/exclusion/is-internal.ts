import type { ShopperEvent } from "../event.ts";

/**
 * True when an event is by one of the store's own people: a pattern (`*` stands for anything, case does not matter)
 * fits its user id, its anonymous id or the e-mail in its traits.
 */
export function isInternal(
  event: Pick<ShopperEvent, "userId" | "anonymousId" | "traits">,
  patterns: readonly string[],
): boolean {
  if (patterns.length === 0) return false;
  const email = event.traits?.["email"];
  const names = [event.userId, event.anonymousId, typeof email === "string" ? email : null];
  return names.some((name) => name !== null && patterns.some((pattern) => fits(name.toLowerCase(), pattern)));
}

/** Walks through the pattern's parts between the stars, without a regular expression that input could make slow. */
function fits(name: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const first = parts.shift() ?? "";
  if (!name.startsWith(first)) return false;
  const last = parts.pop();
  if (last === undefined) return name === first;
  let from = first.length;
  for (const part of parts) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
