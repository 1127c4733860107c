import {
  createCartbeat,
  mirrorStorage,
  readShopifyEvent,
  type AsyncStorage,
  type Cartbeat,
  type Options,
  type ShopifyEvent,
} from "../../sdk/index.ts";

/** The part of Shopify's web pixel API that the pixel uses: https://shopify.dev/docs/api/web-pixels-api */
export interface ShopifyApi {
  analytics: { subscribe(event: string, callback: (event: PageEvent) => void): unknown };
  browser: { localStorage: AsyncStorage };
  init: { data: { customer: { id: string | null } | null } };
}

/** An event with the page on which it happened, which the sandbox itself does not know. */
interface PageEvent extends ShopifyEvent {
  context: { document: { location: { href: string }; referrer: string; title: string } };
}

/** Everything that Shopify tells of a shopper's way to an order. */
const EVENTS = [
  "product_viewed",
  "product_added_to_cart",
  "product_removed_from_cart",
  "cart_viewed",
  "search_submitted",
  "checkout_started",
  "checkout_contact_info_submitted",
  "checkout_address_info_submitted",
  "checkout_shipping_info_submitted",
  "payment_info_submitted",
  "checkout_completed",
];

/**
 * Starts the pixel in Shopify's sandbox, a worker without page, cookies and storage of its own: ids and unsent events
 * are kept in Shopify's storage, and every event brings its page and its time with it.
 */
export async function startPixel(
  { analytics, browser, init }: ShopifyApi,
  settings: Pick<Options, "writeKey" | "endpoint">,
): Promise<Cartbeat> {
  let page: { url: string; referrer: string; title: string } | undefined;
  const storage = await mirrorStorage(browser.localStorage);
  const cartbeat = createCartbeat({ ...settings, storage, context: () => ({ page }) });
  const customer = init.data.customer?.id;
  if (customer) cartbeat.identify(customer);

  const on = (name: string, record: (event: ShopifyEvent) => void): void => {
    analytics.subscribe(name, (event) => {
      const { location, referrer, title } = event.context.document;
      page = { url: location.href, referrer, title };
      record(event);
    });
  };
  on("page_viewed", () => cartbeat.page());
  for (const name of EVENTS) {
    on(name, (shopifyEvent) => {
      const { event, properties } = readShopifyEvent(shopifyEvent);
      cartbeat.track(event, properties);
    });
  }
  return cartbeat;
}
