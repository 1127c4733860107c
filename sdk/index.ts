export type { Cartbeat } from "./cartbeat.ts";
export type { CartProperties, CommerceEvents, Item, Properties, PurchaseProperties } from "./commerce-events.ts";
export { createCartbeat } from "./create-cartbeat.ts";
export type { Options } from "./options.ts";
