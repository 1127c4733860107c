import { expect, test } from "vitest";
import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import { normalizeBatch } from "../../engine/normalize/normalize-batch.ts";
import { readShopifyEvent, type ShopifyEvent } from "../../sdk/read-shopify-event.ts";
import { call, useSdk } from "./sdk-fixture.ts";

const sdk = useSdk();

declare const dataLayer: { push(entry: object): number };

const SHOE = { id: "shoe-42", name: "Running shoe", price: 89.9, quantity: 1 };
const SOCKS = { id: "socks", name: "Socks", price: 7.5, quantity: 3 };
type Product = typeof SHOE;

/** One journey in the words of Google's tag, with every field that its documentation asks for. */
const ga4 = (product: Product) => ({
  item_id: product.id,
  item_name: product.name,
  price: product.price,
  quantity: product.quantity,
});
const GA4_JOURNEY = [
  { event: "view_item", ecommerce: { currency: "EUR", value: 89.9, items: [ga4(SHOE)] } },
  { event: "add_to_cart", ecommerce: { currency: "EUR", value: 89.9, items: [ga4(SHOE)] } },
  { event: "add_to_cart", ecommerce: { currency: "EUR", value: 22.5, items: [ga4(SOCKS)] } },
  { event: "view_cart", ecommerce: { currency: "EUR", value: 112.4, items: [ga4(SHOE), ga4(SOCKS)] } },
  { event: "remove_from_cart", ecommerce: { currency: "EUR", value: 22.5, items: [ga4(SOCKS)] } },
  { event: "begin_checkout", ecommerce: { currency: "EUR", value: 89.9, items: [ga4(SHOE)] } },
  { event: "add_payment_info", ecommerce: { currency: "EUR", value: 89.9, items: [ga4(SHOE)] } },
  { event: "purchase", ecommerce: { transaction_id: "o-1", currency: "EUR", value: 89.9, items: [ga4(SHOE)] } },
];

/** The same in Segment's words: one product stands flat, several are `products`. */
const segment = (product: Product) => ({
  product_id: product.id,
  name: product.name,
  price: product.price,
  quantity: product.quantity,
});
const SEGMENT_JOURNEY = [
  { event: "Product Viewed", properties: { ...segment(SHOE), currency: "EUR", value: 89.9 } },
  { event: "Product Added", properties: { ...segment(SHOE), currency: "EUR", value: 89.9 } },
  { event: "Product Added", properties: { ...segment(SOCKS), currency: "EUR", value: 22.5 } },
  { event: "Cart Viewed", properties: { currency: "EUR", value: 112.4, products: [segment(SHOE), segment(SOCKS)] } },
  { event: "Product Removed", properties: { ...segment(SOCKS), currency: "EUR", value: 22.5 } },
  { event: "Checkout Started", properties: { currency: "EUR", value: 89.9, products: [segment(SHOE)] } },
  { event: "Payment Info Entered", properties: { currency: "EUR", value: 89.9, products: [segment(SHOE)] } },
  {
    event: "Order Completed",
    properties: { order_id: "o-1", currency: "EUR", revenue: 89.9, products: [segment(SHOE)] },
  },
];

/** The same as Shopify's pixels tell it. */
const money = (amount: number) => ({ amount, currencyCode: "EUR" });
const variant = ({ id, name, price }: Product) => ({ id, price: money(price), product: { title: name } });
const line = (product: Product) => ({
  merchandise: variant(product),
  quantity: product.quantity,
  cost: { totalAmount: money(product.price * product.quantity) },
});
const checkout = (order: { id: string } | null) => ({
  currencyCode: "EUR",
  subtotalPrice: money(89.9),
  lineItems: [{ quantity: 1, variant: variant(SHOE) }],
  order,
});
const SHOPIFY_JOURNEY: ShopifyEvent[] = [
  { name: "product_viewed", data: { productVariant: variant(SHOE) } },
  { name: "product_added_to_cart", data: { cartLine: line(SHOE) } },
  { name: "product_added_to_cart", data: { cartLine: line(SOCKS) } },
  { name: "cart_viewed", data: { cart: { lines: [line(SHOE), line(SOCKS)], cost: { totalAmount: money(112.4) } } } },
  { name: "product_removed_from_cart", data: { cartLine: line(SOCKS) } },
  { name: "checkout_started", data: { checkout: checkout(null) } },
  { name: "payment_info_submitted", data: { checkout: checkout(null) } },
  { name: "checkout_completed", data: { checkout: checkout({ id: "o-1" }) } },
];

/** What the collector keeps of messages, without who, when and where. */
function kept(messages: readonly object[]): object[] {
  const { events, rejected } = normalizeBatch(
    messages.map((message) => ({ type: "track", anonymousId: "a-1", ...message })),
    {
      receivedAt: Date.now(),
      sentAt: null,
      trust: "claim",
      currency: "EUR",
      constants: ENGINE_CONSTANTS,
      maxShoppers: 20,
      identityVerification: "flag",
    },
  );
  expect(rejected).toEqual([]);
  return events.map(({ event }) => {
    const { name, items, valueMinor, currency, transactionId, cartToken, coupon } = event;
    // A view says one of each, whether it says so or not.
    const counted = items?.map((item) => ({ ...item, quantity: item.quantity ?? 1 }));
    return { name, items: counted, valueMinor, currency, transactionId, cartToken, coupon };
  });
}

test("one shopping journey is the same events from GA4's data layer, Segment's clients and Shopify's pixels", async () => {
  sdk.shop.head = sdk.tag('data-data-layer="dataLayer"');
  const page = await sdk.open();
  await page.evaluate((journey) => {
    for (const entry of journey) dataLayer.push(entry);
  }, GA4_JOURNEY);
  await call(page, "flush");
  const expected = kept(sdk.collector.messages().map(({ event, properties }) => ({ event, properties })));
  expect(expected).toHaveLength(GA4_JOURNEY.length);
  expect(expected.at(-1)).toMatchObject({ name: "purchase", transactionId: "o-1", valueMinor: 8990 });
  expect(kept(SEGMENT_JOURNEY)).toEqual(expected);
  expect(kept(SHOPIFY_JOURNEY.map(readShopifyEvent))).toEqual(expected);
});
