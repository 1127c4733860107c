import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import { readText } from "./read-text.ts";

/** Most traits that are kept of one message, in the order given. */
const MAX_TRAITS = 50;

/**
 * The traits of a shopper, bounded: the first 50 texts, numbers, booleans and nulls under names of up to 128 characters.
 * Lists and nested objects are left out. Null when there are none.
 */
export function readTraits(traits: unknown): Record<string, unknown> | null {
  if (typeof traits !== "object" || traits === null || Array.isArray(traits)) return null;
  const kept: [string, string | number | boolean | null][] = [];
  for (const [name, value] of Object.entries(traits)) {
    if (kept.length === MAX_TRAITS) break;
    // Some reader might assign it to an object, which would change what the object is.
    if (name === "__proto__" || name.length > MAX_ID_LENGTH || readText(name) !== name) continue;
    if (typeof value === "string") kept.push([name, readText(value) ?? ""]);
    else if (typeof value === "number" && Number.isFinite(value)) kept.push([name, value + 0]);
    else if (value === null || typeof value === "boolean") kept.push([name, value]);
  }
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
