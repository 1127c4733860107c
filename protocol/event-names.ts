/** The event vocabulary: GA4's names plus the few it lacks. Any other name is a custom event. */
export const CANONICAL_EVENTS = [
  "view_item",
  "add_to_cart",
  "remove_from_cart",
  "update_quantity",
  "view_cart",
  "cart_updated",
  "begin_checkout",
  "add_contact_info",
  "add_shipping_info",
  "add_payment_info",
  "payment_failed",
  "purchase",
  "order_cancelled",
  "refund",
  "add_to_wishlist",
  "search",
  "scroll",
  "page_view",
  "exit_page",
  "session_start",
  "session_end",
  "login",
  "sign_up",
] as const;

/** One of the names whose meaning the engine knows. */
export type CanonicalEvent = (typeof CANONICAL_EVENTS)[number];
