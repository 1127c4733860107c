import { createCartbeat, type Cartbeat, type Options } from "../../sdk/index.ts";
import { openStore } from "./open-store.ts";
import type { ShopifyApi, ShopifyEvent } from "./shopify-api.ts";
import { toProperties } from "./to-properties.ts";

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
 * Starts the pixel in Shopify's sandbox, a worker without page, cookies and storage of its own. Every event brings its
 * page; ids and unsent events are kept in Shopify's storage.
 */
export async function startPixel(
  { analytics, browser, init }: ShopifyApi,
  settings: Pick<Options, "writeKey" | "endpoint" | "now">,
): Promise<Cartbeat> {
  let page: { url: string; referrer: string; title: string } | undefined;
  const storage = await openStore(browser.localStorage);
  const cartbeat = createCartbeat({ ...settings, storage, context: () => ({ page }) });
  const customer = init.data.customer?.id;
  if (customer) cartbeat.identify(customer);

  const onPageOf = (event: ShopifyEvent, record: () => void): void => {
    const { location, referrer, title } = event.context.document;
    page = { url: location.href, referrer, title };
    record();
  };
  analytics.subscribe("page_viewed", (event) => onPageOf(event, () => cartbeat.page()));
  for (const name of EVENTS) {
    analytics.subscribe(name, (event) => onPageOf(event, () => cartbeat.track(name, toProperties(event))));
  }
  return cartbeat;
}
