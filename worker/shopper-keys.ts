import type { ShopperKey } from "../engine/event.ts";

/** The keys that a bare id may stand for: a user's or an anonymous one, users first. */
export function shopperKeys(id: string, kind: "user" | "anonymous" | undefined): ShopperKey[] {
  const keys: ShopperKey[] = [`u:${id}`, `a:${id}`];
  if (kind === undefined) return keys;
  return keys.filter((key) => key.startsWith(kind === "user" ? "u:" : "a:"));
}
