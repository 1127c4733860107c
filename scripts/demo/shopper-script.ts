import { cartStep, itemStep, type CartLine, type ShopperStep } from "./shopper-step.ts";
import type { DemoProduct } from "./products.ts";

/** How a simulated shopper behaves. */
export type ShopperKind = "leaves" | "buys" | "leaves at checkout" | "cannot pay" | "comes back" | "looks around";

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
/** The mix repeats; five of the first six leave a cart behind, two of them only for a while. */
const KINDS: readonly ShopperKind[] = [
  "leaves",
  "comes back",
  "leaves at checkout",
  "buys",
  "cannot pay",
  "comes back",
  "looks around",
];

/** The script of shopper number `index`, from 0. The same number always does the same. */
export function shopperScript(index: number, products: readonly DemoProduct[]): ShopperScript {
  const kind = KINDS[index % KINDS.length] ?? "leaves";
  const cart = cartOf(index, products);
  const looking = cart.map((line) => itemStep("view_item", line));
  const adding = cart.map((line) => itemStep("add_to_cart", line));
  const checkout = ["begin_checkout", "add_contact_info"].map((event) => cartStep(event, cart));
  const paying = ["add_shipping_info", "add_payment_info"].map((event) => cartStep(event, cart));
  const order = cartStep("purchase", cart, { transaction_id: `demo-${index + 1}` });
  const scripts: Record<ShopperKind, [before: ShopperStep[], after: ShopperStep[]]> = {
    leaves: [[...looking, ...adding], []],
    buys: [[...looking, ...adding, ...checkout, ...paying, order], []],
    "leaves at checkout": [[...looking, ...adding, ...checkout], []],
    "cannot pay": [[...looking, ...adding, ...checkout, ...paying, cartStep("payment_failed", cart)], []],
    "comes back": [
      [...looking, ...adding],
      [cartStep("view_cart", cart), ...checkout, ...paying, order],
    ],
    "looks around": [looking, []],
  };
  const [steps, afterAlert] = scripts[kind];
  return {
    name: `${NAMES[index % NAMES.length]} ${index + 1}`,
    anonymousId: `demo-${index + 1}`,
    kind,
    steps,
    afterAlert,
  };
}

/** One or two products, one or two of each. */
function cartOf(index: number, products: readonly DemoProduct[]): CartLine[] {
  return [index, index + 2].slice(0, (index % 2) + 1).flatMap((at) => {
    const product = products[at % products.length];
    return product === undefined ? [] : [{ product, quantity: (at % 3) % 2 === 0 ? 1 : 2 }];
  });
}
