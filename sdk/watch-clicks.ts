import type { Cartbeat } from "./cartbeat.ts";

/**
 * Records a click on an element with `data-cb-event`: the event of that name. Its other attributes that begin with
 * `data-cb-` are the properties: `data-cb-item-id` is `item_id`. Elements that come later count, too.
 */
export function watchClicks({ track }: Pick<Cartbeat, "track">): void {
  const record = ({ target }: Event): void => {
    const properties: Record<string, string> = {};
    for (const { name, value } of (target as Element).closest?.("[data-cb-event]")?.attributes ?? []) {
      const [, property] = name.split("data-cb-");
      if (property) properties[property.split("-").join("_")] = value;
    }
    const { event, ...others } = properties;
    if (event) track(event, others);
  };
  // While it is captured: a handler of the page may stop it.
  addEventListener("click", record, true);
}
