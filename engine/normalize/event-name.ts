import { CHECKOUT_STEP_ALIAS, EVENT_ALIASES, ITEM_VIEW_ALIASES } from "../../protocol/event-aliases.ts";
import { CANONICAL_EVENTS, type CanonicalEvent } from "../../protocol/event-names.ts";
import { hasItem } from "./read-items.ts";

const CANONICAL_OF: ReadonlyMap<string, CanonicalEvent> = new Map(
  CANONICAL_EVENTS.flatMap((canonical) =>
    [canonical, ...(EVENT_ALIASES[canonical] ?? [])].map((spelling) => [folded(spelling), canonical] as const),
  ),
);
const ITEM_VIEWS: ReadonlySet<string> = new Set(ITEM_VIEW_ALIASES.map(folded));
const CHECKOUT_STEP = folded(CHECKOUT_STEP_ALIAS);

/**
 * The name under which the engine knows an event: the canonical one of an alias, or the stated name itself for a custom
 * event. Some aliases depend on what the event carries.
 */
export function eventName(stated: string, properties: Record<string, unknown>): string {
  const key = folded(stated);
  if (ITEM_VIEWS.has(key)) return hasItem(properties) ? "view_item" : stated;
  if (key === CHECKOUT_STEP && properties["payment_method"]) return "add_payment_info";
  return CANONICAL_OF.get(key) ?? stated;
}

/** A name without what spellings differ in. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}
