import { attempt } from "./attempt.ts";
import type { Cartbeat } from "./cartbeat.ts";
import { createCartbeat } from "./create-cartbeat.ts";
import type { Options } from "./options.ts";

/** A call as the page writes it: `cartbeat("track", "add_to_cart", { … })`. */
type Call = [method: string, ...parameters: unknown[]];

/** The one global: a function that takes calls; the stub's one keeps them in `q` until this script is there. */
interface Command {
  (...call: Call): unknown;
  q?: ArrayLike<unknown>[];
}

const page = window as { cartbeat?: Command };
const queued = page.cartbeat?.q;
const tag = document.currentScript as HTMLScriptElement | null;
const waiting: Call[] = [];
let cartbeat: Cartbeat | undefined;

// The tag may stand in the page twice; the first one wins.
if (!page.cartbeat || queued) {
  page.cartbeat = command;
  if (tag?.dataset["writeKey"]) command("init");
  for (const call of queued ?? []) command(...(Array.from(call) as Call));
}

function command(...call: Call): unknown {
  return attempt(() => run(call));
}

function run(call: Call): unknown {
  const [method, ...parameters] = call;
  if (cartbeat)
    return (cartbeat as unknown as Record<string, (...given: unknown[]) => unknown>)[method]!(...parameters);
  if (method !== "init") return void waiting.push(call);
  const origin = { endpoint: tag?.src && new URL(tag.src).origin };
  cartbeat = createCartbeat(Object.assign(origin, tag?.dataset, parameters[0] as Options));
  for (const earlier of waiting.splice(0)) command(...earlier);
  return undefined;
}
