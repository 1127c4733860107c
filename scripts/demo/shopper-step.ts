import type { DemoProduct } from "./products.ts";

/** One thing that a shopper does, so many milliseconds after the one before. */
export interface ShopperStep {
  afterMs: number;
  event: string;
  /** Path of the storefront's page on which it happens. */
  path: string;
  properties: Record<string, unknown>;
}

/** So many of one product. */
export interface CartLine {
  product: DemoProduct;
  quantity: number;
}

const PAUSE_MS = 450;
const PATHS: Readonly<Record<string, string>> = { view_cart: "/cart", purchase: "/thanks" };

/** A step about one product, as the storefront's product page tells it. */
export function itemStep(event: string, line: CartLine): ShopperStep {
  return { afterMs: PAUSE_MS, event, path: `/product?id=${line.product.id}`, properties: describe([line]) };
}

/** A step about the whole cart, as the storefront's cart and checkout pages tell it. */
export function cartStep(event: string, cart: readonly CartLine[], more: Record<string, unknown> = {}): ShopperStep {
  return { afterMs: PAUSE_MS, event, path: PATHS[event] ?? "/checkout", properties: { ...describe(cart), ...more } };
}

function describe(lines: readonly CartLine[]): Record<string, unknown> {
  const cents = lines.reduce((sum, { product, quantity }) => sum + Math.round(product.price * 100) * quantity, 0);
  const items = lines.map(({ product: { id, name, price }, quantity }) => ({
    item_id: id,
    item_name: name,
    price,
    quantity,
  }));
  return { currency: "USD", value: cents / 100, items };
}
