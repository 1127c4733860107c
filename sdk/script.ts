import { attempt } from "./attempt.ts";
import type { Cartbeat } from "./cartbeat.ts";
import { createCartbeat } from "./create-cartbeat.ts";
import type { Options } from "./options.ts";
import { watchClicks } from "./watch-clicks.ts";
import { watchDataLayer } from "./watch-data-layer.ts";
import { watchRoutes } from "./watch-routes.ts";

/** What `init` and the tag's attributes take. */
export interface ScriptOptions extends Options {
  /** Name of the global of GA4's data layer, usually `dataLayer`, whose events are then recorded. */
  dataLayer?: string;
  /** True: page views are recorded, also when the page changes its address without a new document. */
  spa?: boolean | string;
}

/** A call as the page writes it: `cartbeat("track", "add_to_cart", { … })`. */
type Call = [method: string, ...parameters: unknown[]];

/** The one global: a function that takes calls; the stub's one keeps them in `q` until this script is there. */
interface Command {
  (...call: Call): unknown;
  q?: Iterable<unknown>[];
}

const page = window as { cartbeat?: Command };
const calls = page.cartbeat?.q;
const tag = document.currentScript as HTMLScriptElement | null;
const waiting: Call[] = [];
let cartbeat: Cartbeat | undefined;

const command: Command = (...call) =>
  attempt(() => {
    const [method, ...parameters] = call;
    if (cartbeat) {
      return (cartbeat as unknown as Record<string, (...given: unknown[]) => unknown>)[method]!(...parameters);
    }
    if (method !== "init") return void waiting.push(call);
    const endpoint = tag?.src && new URL(tag.src).origin;
    const options = { endpoint, ...(tag?.dataset as object), ...(parameters[0] as object) } as ScriptOptions;
    cartbeat = createCartbeat(options);
    watchClicks(cartbeat);
    if (options.dataLayer) watchDataLayer(cartbeat, options.dataLayer);
    if (options.spa) watchRoutes(cartbeat);
    for (const earlier of waiting) command(...earlier);
    return undefined;
  });

// The tag may stand in the page twice; the first one wins.
if (!page.cartbeat || calls) {
  page.cartbeat = command;
  if (tag?.dataset["writeKey"]) command("init");
  for (const call of calls ?? []) command(...(call as Call));
}
