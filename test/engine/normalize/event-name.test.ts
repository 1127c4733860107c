import { describe, expect, test } from "vitest";
import { eventName } from "../../../engine/normalize/event-name.ts";
import { EVENT_ALIASES } from "../../../protocol/event-aliases.ts";
import { CANONICAL_EVENTS } from "../../../protocol/event-names.ts";
import { eventOf, track } from "./normalize-one.ts";

const ITEM = { items: [{ item_id: "1" }] };

test.each(CANONICAL_EVENTS)("%s is its own name", (name) => {
  expect(eventName(name, {})).toBe(name);
});

describe("names of other vocabularies", () => {
  test.each([
    ["product_viewed", "view_item"],
    ["Product Viewed", "view_item"],
    ["added_to_cart", "add_to_cart"],
    ["product_added_to_cart", "add_to_cart"],
    ["Product Added", "add_to_cart"],
    ["cart", "add_to_cart"],
    ["Product Removed", "remove_from_cart"],
    ["product_removed_from_cart", "remove_from_cart"],
    ["cart_item_updated", "update_quantity"],
    ["Cart Viewed", "view_cart"],
    ["cart_viewed", "view_cart"],
    ["Cart Updated", "cart_updated"],
    ["checkout_started", "begin_checkout"],
    ["Checkout Started", "begin_checkout"],
    ["checkout_contact_info_submitted", "add_contact_info"],
    ["checkout_address_info_submitted", "add_contact_info"],
    ["Checkout Step Completed", "add_shipping_info"],
    ["checkout_shipping_info_submitted", "add_shipping_info"],
    ["payment_info_submitted", "add_payment_info"],
    ["Payment Info Entered", "add_payment_info"],
    ["payment_error", "payment_failed"],
    ["checkout_complete", "purchase"],
    ["checkout_completed", "purchase"],
    ["Order Completed", "purchase"],
    ["order_placed", "purchase"],
    ["Order Cancelled", "order_cancelled"],
    ["Order Canceled", "order_cancelled"],
    ["Order Refunded", "refund"],
    ["add_to_wish_list", "add_to_wishlist"],
    ["Product Added to Wishlist", "add_to_wishlist"],
    ["Products Searched", "search"],
    ["search_submitted", "search"],
    ["page", "page_view"],
    ["page_viewed", "page_view"],
    ["Signed In", "login"],
    ["Logged In", "login"],
    ["Signed Up", "sign_up"],
  ])("%s is %s", (alias, canonical) => {
    expect(eventName(alias, {})).toBe(canonical);
  });

  test.each(["ADD_TO_CART", "Add To Cart", "add-to-cart", "addToCart", " add  to cart "])(
    "%s is add_to_cart: case, spaces, _ and - do not matter",
    (spelling) => {
      expect(eventName(spelling, {})).toBe("add_to_cart");
    },
  );

  test("no alias stands for two names", () => {
    const folded = Object.values(EVENT_ALIASES)
      .flat()
      .concat(CANONICAL_EVENTS)
      .map((name) => name.toLowerCase().replace(/[ _-]/g, ""));
    const twice = folded.filter((name, index) => folded.indexOf(name) !== index);
    // These two differ from a canonical name in spelling alone.
    expect(twice).toEqual(["addtowishlist"]);
  });
});

describe("names that depend on what they carry", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["view", ITEM, "view_item"],
    ["view", { products: [{ product_id: 1 }] }, "view_item"],
    ["view", { product_id: 1 }, "view_item"],
    ["page_visit", { item_id: "a" }, "view_item"],
    ["Page Visit", { sku: "a" }, "view_item"],
    ["view", {}, "view"],
    ["view", { items: [] }, "view"],
    ["view", { id: "video-7" }, "view"],
    ["page_visit", { url: "/" }, "page_visit"],
    ["Checkout Step Completed", { payment_method: "Visa" }, "add_payment_info"],
    ["checkout_step_completed", { payment_method: "Visa" }, "add_payment_info"],
    ["Checkout Step Completed", { payment_method: "" }, "add_shipping_info"],
    ["Checkout Step Completed", { shipping_method: "Fedex" }, "add_shipping_info"],
  ])("%s with %j is %s", (stated, properties, name) => {
    expect(eventName(stated, properties)).toBe(name);
  });
});

test.each(["like", "Comment Posted", "constructor", "__proto__", "toString", "Loyalty Card Shown"])(
  "%s is a custom event and keeps its name",
  (name) => {
    expect(eventOf(track(name)).name).toBe(name);
  },
);

test.each([
  ["page", "page_view"],
  ["screen", "page_view"],
  ["identify", "identify"],
])("a %s message is the event %s", (type, name) => {
  expect(eventOf({ type, messageId: "m1", anonymousId: "a" }).name).toBe(name);
});
