import type { CanonicalEvent } from "./event-names.ts";

/**
 * Other spellings of the canonical names: those of Segment, of Shopify's pixels and of older shops. Names are compared
 * without case, spaces, `_` and `-`, so one spelling stands for all its kin.
 */
export const EVENT_ALIASES: Readonly<Partial<Record<CanonicalEvent, readonly string[]>>> = {
  view_item: ["product_viewed"],
  add_to_cart: ["added_to_cart", "product_added_to_cart", "Product Added", "cart"],
  remove_from_cart: ["removed_from_cart", "product_removed_from_cart", "Product Removed"],
  update_quantity: ["cart_item_updated"],
  view_cart: ["cart_viewed"],
  begin_checkout: ["checkout_started"],
  add_contact_info: ["checkout_contact_info_submitted", "checkout_address_info_submitted"],
  add_shipping_info: ["Checkout Step Completed", "checkout_shipping_info_submitted"],
  add_payment_info: ["payment_info_submitted", "Payment Info Entered"],
  payment_failed: ["payment_error"],
  purchase: ["checkout_complete", "checkout_completed", "Order Completed", "order_placed"],
  order_cancelled: ["Order Canceled"],
  refund: ["Order Refunded"],
  add_to_wishlist: ["add_to_wish_list", "Product Added to Wishlist"],
  search: ["Products Searched", "search_submitted"],
  page_view: ["page", "page_viewed"],
  login: ["Signed In", "Logged In"],
  sign_up: ["Signed Up"],
};

/** Names that mean `view_item` when they come with an item, and are custom events otherwise. */
export const ITEM_VIEW_ALIASES: readonly string[] = ["view", "page_visit"];

/** The alias of `add_shipping_info` that means `add_payment_info` when it states a `payment_method`. */
export const CHECKOUT_STEP_ALIAS = "Checkout Step Completed";
