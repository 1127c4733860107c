import type { Cartbeat } from "./cartbeat.ts";
import type { Properties } from "./commerce-events.ts";

/** What Tag Manager's pushes hold, or gtag's `arguments`. */
type Pushed = { event?: string; ecommerce?: Properties; [index: number]: unknown } | null | undefined;

/**
 * Records what the page tells GA4, earlier entries included: gtag's `event` calls, and Tag Manager's pushes with an
 * `ecommerce`. `name` is the global that holds the layer; it is made when there is none yet.
 */
export function watchDataLayer({ track }: Pick<Cartbeat, "track">, name: string): void {
  const layer = ((window as unknown as Record<string, Pushed[]>)[name] ??= []);
  const { push } = layer;
  const take = (pushed: Pushed): void => {
    if (pushed?.[0] === "event") track(pushed[1] as string, pushed[2] as Properties);
    else if (pushed?.event && pushed.ecommerce) track(pushed.event, pushed.ecommerce);
  };
  layer.forEach(take);
  layer.push = (...pushed) => {
    pushed.forEach(take);
    return push.apply(layer, pushed);
  };
}
