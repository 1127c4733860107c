import type { Item, Properties } from "./commerce-events.ts";

interface Money {
  amount?: number | null;
  currencyCode?: string | null;
}

interface Variant {
  id?: string | null;
  price?: Money | null;
  image?: { src?: string | null } | null;
  product?: { title?: string | null; vendor?: string | null; type?: string | null; url?: string | null } | null;
}

interface CartLine {
  merchandise?: Variant | null;
  quantity?: number | null;
  cost?: { totalAmount?: Money | null } | null;
}

/** A standard event of Shopify's pixels, as far as it is read. */
export interface ShopifyEvent {
  name: string;
  data?: {
    productVariant?: Variant | null;
    cartLine?: CartLine | null;
    cart?: { lines?: readonly CartLine[]; cost?: { totalAmount?: Money | null } | null } | null;
    checkout?: {
      token?: string | null;
      currencyCode?: string | null;
      subtotalPrice?: Money | null;
      lineItems?: readonly { quantity?: number | null; variant?: Variant | null }[];
      order?: { id?: string | null } | null;
    } | null;
    searchResult?: { query?: string | null } | null;
  };
}

/**
 * A standard event of Shopify's pixels in GA4's words, for `track(event, properties)`. The collector understands the
 * names themselves. An item is a variant; the value of a checkout is that of its goods, without shipping and tax.
 */
export function readShopifyEvent({ name, data = {} }: ShopifyEvent): { event: string; properties: Properties } {
  const { productVariant, cartLine, cart, checkout, searchResult } = data;
  const lines = cartLine ? [cartLine] : cart?.lines;
  const items = productVariant
    ? [itemOf(productVariant, null)]
    : (lines?.map((line) => itemOf(line.merchandise, line.quantity)) ??
      checkout?.lineItems?.map((line) => itemOf(line.variant, line.quantity)));
  const total = productVariant?.price ?? (cartLine ?? cart)?.cost?.totalAmount ?? checkout?.subtotalPrice;
  return {
    event: name,
    properties: withoutEmpty({
      currency: checkout?.currencyCode ?? total?.currencyCode,
      value: total?.amount,
      items,
      transaction_id: checkout?.order?.id,
      cart_token: checkout?.token,
      search_term: searchResult?.query,
    }),
  };
}

function itemOf(variant: Variant | null | undefined, quantity: number | null | undefined): Partial<Item> {
  const product = variant?.product;
  return withoutEmpty({
    item_id: variant?.id,
    item_name: product?.title,
    item_brand: product?.vendor,
    item_category: product?.type,
    price: variant?.price?.amount,
    quantity,
    url: product?.url,
    image_url: variant?.image?.src,
  });
}

function withoutEmpty(fields: Properties): Properties {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
