import type { CanonicalEvent } from "../protocol/event-names.ts";

/** Anything that JSON can carry. */
export type Properties = Record<string, unknown>;

/** One product, as GA4 describes it. Prices are decimal numbers in major units. */
export interface Item {
  item_id: string;
  item_name?: string;
  item_brand?: string;
  item_category?: string;
  item_variant?: string;
  price?: number;
  /** 1 when absent. */
  quantity?: number;
  url?: string;
  image_url?: string;
}

/** What most commerce events carry. */
export interface CartProperties extends Properties {
  items?: Item[];
  /** ISO 4217; the store's own currency when absent. */
  currency?: string;
  /** Total in major units. */
  value?: number;
  coupon?: string;
  /** The shop's own id of this cart, by which its server can name it too. */
  cart_token?: string;
}

/** A purchase, counted once per `transaction_id` however often it is sent. */
export interface PurchaseProperties extends CartProperties {
  transaction_id: string;
  tax?: number;
  shipping?: number;
}

/** The properties of each event of the vocabulary; any other name takes anything. */
export interface CommerceEvents extends Record<CanonicalEvent, Properties> {
  view_item: CartProperties;
  add_to_cart: CartProperties;
  remove_from_cart: CartProperties;
  update_quantity: CartProperties;
  view_cart: CartProperties;
  cart_updated: CartProperties & { items: Item[] };
  begin_checkout: CartProperties;
  add_contact_info: CartProperties;
  add_shipping_info: CartProperties & { shipping_tier?: string };
  add_payment_info: CartProperties & { payment_type?: string };
  payment_failed: CartProperties;
  purchase: PurchaseProperties;
  order_cancelled: Properties & { transaction_id: string };
  refund: CartProperties & { transaction_id: string };
  add_to_wishlist: CartProperties;
  search: Properties & { search_term?: string };
}

/** The properties that belong to an event name. */
export type PropertiesOf<Name extends string> = Name extends keyof CommerceEvents ? CommerceEvents[Name] : Properties;
