import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** One way into the collector. */
export interface Route {
  method: string;
  /** As it is registered, `:id` and all. */
  path: string;
}

const folder = resolve(import.meta.dirname, "../../worker/routes");
const REGISTERED = /\.(get|post|put|patch|delete)\(\s*["'`](\/[^"'`]*)["'`]/g;
/** Registered in loops, where no text shows them. */
const MESSAGES = ["track", "identify", "page", "screen", "group", "alias", "t", "i", "p", "s", "g", "a"];
const ITEMS = ["most_viewed_item", "top_item_added_to_cart", "highest_grossing_item"];
const OTHERS: Route[] = [
  ...["batch", "b", ...MESSAGES].map((end) => ({ method: "POST", path: `/v1/${end}` })),
  { method: "POST", path: "/beacon/v1/batch" },
  ...ITEMS.map((end) => ({ method: "GET", path: `/v1/${end}` })),
  { method: "GET", path: "/sourceConfig" },
  { method: "GET", path: "/cartbeat.js" },
];

/** Every route, read from the source: a route that somebody adds is fuzzed without being told of. */
export function routes(): Route[] {
  const written = readdirSync(folder).flatMap((file) => {
    const source = readFileSync(join(folder, file), "utf8");
    return [...source.matchAll(REGISTERED)].map(([, method = "", path = ""]) => ({
      method: method.toUpperCase(),
      path,
    }));
  });
  return [...written.filter(({ path }) => !path.includes("$")), ...OTHERS];
}
