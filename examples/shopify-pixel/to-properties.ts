import type { Item, Properties } from "../../sdk/index.ts";
import type { ShopifyCheckout, ShopifyEvent, ShopifyVariant } from "./shopify-api.ts";

/** What Cartbeat is told of an event of Shopify's. Its names are Cartbeat's aliases already and need no change. */
export function toProperties({ name, data }: ShopifyEvent): Properties {
  const { productVariant, cartLine, cart, checkout } = data;
  if (checkout !== undefined) return ofCheckout(name, checkout);
  const lines = cart?.lines ?? (cartLine ? [cartLine] : []);
  const pieces = productVariant === undefined ? lines : [{ merchandise: productVariant, quantity: 1 }];
  const [first] = pieces;
  if (first === undefined) return {};
  const items = pieces.map(({ merchandise, quantity }) => itemOf(merchandise, quantity));
  return { currency: first.merchandise.price.currencyCode, items };
}

function ofCheckout(name: string, { token, currencyCode, totalPrice, lineItems, order }: ShopifyCheckout): Properties {
  return {
    ...(currencyCode === null ? {} : { currency: currencyCode }),
    ...(totalPrice === null ? {} : { value: totalPrice.amount }),
    ...(token === null ? {} : { checkout_id: token }),
    ...(name === "checkout_completed" && order?.id ? { transaction_id: order.id } : {}),
    items: lineItems.flatMap(({ variant, quantity }) => (variant === null ? [] : [itemOf(variant, quantity)])),
  };
}

function itemOf({ id, title, price, product, image }: ShopifyVariant, quantity: number): Item {
  return {
    item_id: product.id ?? id ?? "unknown",
    ...(product.title === null ? {} : { item_name: product.title }),
    ...(title === null ? {} : { item_variant: title }),
    price: price.amount,
    quantity,
    ...(product.url === null ? {} : { url: product.url }),
    ...(image?.src ? { image_url: image.src } : {}),
  };
}
