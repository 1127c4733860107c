import type { DemoProduct } from "./products.ts";

/** How a simulated shopper behaves. */
export type ShopperKind = "leaves" | "buys" | "leaves at checkout" | "comes back" | "looks around";

/** One thing that a shopper does, so many milliseconds after the one before. */
export interface ShopperStep {
  afterMs: number;
  event: string;
  properties: Record<string, unknown>;
}

/** A visit from beginning to end: what is sent until the shopper falls silent. */
export interface ShopperScript {
  name: string;
  /** Anonymous id, as the browser's SDK would have made one. */
  anonymousId: string;
  kind: ShopperKind;
  steps: ShopperStep[];
  /** What follows when the alert about the cart has arrived; empty for whoever never comes back. */
  afterAlert: ShopperStep[];
}

const NAMES = ["Ada", "Ben", "Chloe", "Dev", "Elif", "Finn", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Liam"];
/** Six of seven leave a cart behind or look like it at first; the mix repeats. */
const KINDS: readonly ShopperKind[] = [
  "leaves",
  "comes back",
  "leaves at checkout",
  "buys",
  "leaves",
  "looks around",
  "comes back",
];

/** The script of shopper number `index`, from 0. The same number always does the same. */
export function shopperScript(index: number, products: readonly DemoProduct[]): ShopperScript {
  const kind = KINDS[index % KINDS.length] ?? "leaves";
  const name = `${NAMES[index % NAMES.length]} ${index + 1}`;
  const chosen = [index, index * 3 + 1].map((at) => itemOf(products, at)).slice(0, (index % 2) + 1);
  const order = { transaction_id: `demo-${index + 1}`, items: chosen, currency: "USD" };
  const pay: ShopperStep = { afterMs: 900, event: "purchase", properties: order };
  const looking = chosen.map((item) => step(400, "view_item", [item]));
  const adding = chosen.map((item) => step(600, "add_to_cart", [item]));
  const checkout = step(700, "begin_checkout", chosen);
  const scripts: Record<ShopperKind, [before: ShopperStep[], after: ShopperStep[]]> = {
    leaves: [[...looking, ...adding], []],
    buys: [[...looking, ...adding, checkout, pay], []],
    "leaves at checkout": [[...looking, ...adding, checkout, step(500, "add_contact_info", [])], []],
    "comes back": [
      [...looking, ...adding],
      [step(1500, "view_cart", []), checkout, pay],
    ],
    "looks around": [[...looking, step(800, "search", [])], []],
  };
  const [steps, afterAlert] = scripts[kind];
  return { name, anonymousId: `demo-${index + 1}`, kind, steps, afterAlert };
}

function step(afterMs: number, event: string, items: object[]): ShopperStep {
  return { afterMs, event, properties: items.length === 0 ? {} : { items, currency: "USD" } };
}

function itemOf(products: readonly DemoProduct[], at: number): object {
  const product = products[at % products.length];
  return { item_id: product?.id, item_name: product?.name, price: product?.price, quantity: (at % 2) + 1 };
}
