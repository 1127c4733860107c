/** The part of Shopify's web pixel API that the pixel uses: https://shopify.dev/docs/api/web-pixels-api */
export interface ShopifyApi {
  analytics: { subscribe(event: string, callback: (event: ShopifyEvent) => void): unknown };
  browser: { localStorage: AsyncStorage };
  init: { data: { customer: { id: string | null } | null } };
}

/** `browser.localStorage`: the sandbox has no storage of its own and asks the page. */
export interface AsyncStorage {
  getItem(key: string): Promise<string | null>;
  setItem(key: string, value: string): Promise<unknown>;
  removeItem(key: string): Promise<unknown>;
}

/** A customer event. */
export interface ShopifyEvent {
  name: string;
  context: { document: { location: { href: string }; referrer: string; title: string } };
  data: {
    productVariant?: ShopifyVariant;
    cartLine?: ShopifyLine | null;
    cart?: { lines: ShopifyLine[] } | null;
    checkout?: ShopifyCheckout;
  };
}

/** Something that is sold. */
export interface ShopifyVariant {
  id: string | null;
  title: string | null;
  price: ShopifyMoney;
  product: { id: string | null; title: string | null; url: string | null };
  image: { src: string | null } | null;
}

/** A line of the cart. */
export interface ShopifyLine {
  merchandise: ShopifyVariant;
  quantity: number;
}

/** The checkout, and from `checkout_completed` on its order. */
export interface ShopifyCheckout {
  token: string | null;
  currencyCode: string | null;
  totalPrice: ShopifyMoney | null;
  lineItems: { quantity: number; variant: ShopifyVariant | null }[];
  order: { id: string | null } | null;
}

/** Major units. */
export interface ShopifyMoney {
  amount: number;
  currencyCode: string;
}
