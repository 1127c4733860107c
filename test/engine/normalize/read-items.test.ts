import { describe, expect, test } from "vitest";
import { MAX_ITEMS } from "../../../protocol/limits.ts";
import { eventOf, normalizeOne, track } from "./normalize-one.ts";

const PLAIN = {
  variant: null,
  name: null,
  priceMinor: null,
  currency: "USD",
  quantity: null,
  url: null,
  imageUrl: null,
};

function itemsOf(event: string, properties: object) {
  return eventOf(track(event, properties)).items;
}

function refusalOf(event: string, properties: object) {
  const [rejection] = normalizeOne(track(event, properties)).rejected;
  return rejection && [rejection.code, rejection.message.split(" ")[0]];
}

describe("where items stand", () => {
  test("GA4's items carry everything a line has", () => {
    const item = {
      item_id: "SKU_1",
      item_name: "Tee",
      item_variant: "red",
      price: 19.99,
      quantity: 2,
      url: "https://shop.example/tee",
      image_url: "/tee.png",
    };
    expect(itemsOf("add_to_cart", { currency: "EUR", items: [item] })).toEqual([
      {
        id: "SKU_1",
        variant: "red",
        name: "Tee",
        priceMinor: 1999,
        currency: "EUR",
        quantity: 2,
        url: "https://shop.example/tee",
        imageUrl: "/tee.png",
      },
    ]);
  });

  test.each<[string, string, object, object[] | null]>([
    [
      "Segment's products",
      "Order Completed",
      { products: [{ product_id: 7, variant: "L" }] },
      [{ id: "7", variant: "L" }],
    ],
    ["a flat product_id", "Product Added", { product_id: "7", name: "Tee" }, [{ id: "7", name: "Tee" }]],
    ["a flat item_id", "view", { item_id: "7" }, [{ id: "7" }]],
    ["a flat sku", "add_to_cart", { sku: "T-7" }, [{ id: "T-7" }]],
    ["a flat id of a line event", "add_to_cart", { id: 7 }, [{ id: "7" }]],
    [
      "numbers as text",
      "add_to_cart",
      { product_id: "7", price: "19.9", quantity: "2" },
      [{ id: "7", priceMinor: 1990, quantity: 2 }],
    ],
    ["id before sku within items", "add_to_cart", { items: [{ id: "i", sku: "s" }] }, [{ id: "i" }]],
    ["item_id before product_id", "add_to_cart", { items: [{ product_id: "p", item_id: "i" }] }, [{ id: "i" }]],
    ["a name where there is no id", "add_to_cart", { items: [{ item_name: "Tee" }] }, [{ id: "Tee", name: "Tee" }]],
    ["a product 0", "add_to_cart", { items: [{ item_id: 0 }] }, [{ id: "0" }]],
    ["products where items is empty", "add_to_cart", { items: [], products: [{ sku: "s" }] }, [{ id: "s" }]],
    ["a flat product beside an empty list", "add_to_cart", { items: [], product_id: "p" }, [{ id: "p" }]],
    [
      "the item's own currency",
      "add_to_cart",
      { currency: "EUR", items: [{ item_id: 1, currency: "jpy", price: 5 }] },
      [{ id: "1", currency: "JPY", priceMinor: 5 }],
    ],
    ["an empty snapshot", "cart_updated", { items: [] }, []],
    ["an empty snapshot in Segment's words", "Cart Updated", { products: [] }, []],
    ["no list at all", "cart_updated", {}, null],
    ["null in place of a list", "add_to_cart", { items: null }, null],
    ["a flat product in a snapshot is no list", "cart_updated", { product_id: "7" }, null],
    ["the id of an order is no product", "purchase", { id: "order-1" }, null],
    ["a name alone is no product", "add_to_cart", { name: "Home", price: 5 }, null],
    ["quantity 0 stands", "update_quantity", { item_id: "7", quantity: 0 }, [{ id: "7", quantity: 0 }]],
    ["empty texts state nothing", "add_to_cart", { item_id: "7", price: "", quantity: " ", url: "" }, [{ id: "7" }]],
    [
      "a scripted address is left out",
      "add_to_cart",
      { item_id: "7", url: "javascript:alert(1)", image_url: "//evil.example/x" },
      [{ id: "7" }],
    ],
    [
      "an address over the limit is left out",
      "add_to_cart",
      { item_id: "7", url: `https://s.example/${"x".repeat(256)}` },
      [{ id: "7" }],
    ],
  ])("%s", (_rule, event, properties, expected) => {
    const currency = "currency" in properties ? (properties.currency as string) : "USD";
    expect(itemsOf(event, properties)).toEqual(expected?.map((item) => ({ ...PLAIN, currency, ...item })) ?? null);
  });
});

describe("items that are refused, with the field named", () => {
  test.each<[string, object, [string, string]]>([
    ["items that are no list", { items: "x" }, ["invalid_item", "properties.items"]],
    ["products that are no list", { products: {} }, ["invalid_item", "properties.products"]],
    ["an item that is no object", { items: ["x"] }, ["invalid_item", "properties.items[0]"]],
    ["an item that is a list", { items: [[]] }, ["invalid_item", "properties.items[0]"]],
    ["an item that is null", { products: [null] }, ["invalid_item", "properties.products[0]"]],
    ["an item without id and name", { items: [{ price: 5 }] }, ["invalid_item", "properties.items[0].item_id"]],
    [
      "an id of 129 characters",
      { items: [{ item_id: "x".repeat(129) }] },
      ["invalid_id", "properties.items[0].item_id"],
    ],
    ["a negative price", listWith({ price: -0.01 }), ["invalid_price", "properties.items[1].price"]],
    ["a price of 10^9", listWith({ price: 1e9 }), ["invalid_price", "properties.items[1].price"]],
    ["a price of words", listWith({ price: "free" }), ["invalid_price", "properties.items[1].price"]],
    ["a price with a sign of money", listWith({ price: "$5" }), ["invalid_price", "properties.items[1].price"]],
    ["a price with separators", listWith({ price: "1,299" }), ["invalid_price", "properties.items[1].price"]],
    ["a price NaN", listWith({ price: "NaN" }), ["invalid_price", "properties.items[1].price"]],
    ["a price that is no number", listWith({ price: true }), ["invalid_price", "properties.items[1].price"]],
    ["a price that is an object", listWith({ price: { amount: 5 } }), ["invalid_price", "properties.items[1].price"]],
    ["a negative quantity", listWith({ quantity: -1 }), ["invalid_quantity", "properties.items[1].quantity"]],
    ["a quantity of 10^6", listWith({ quantity: 1e6 }), ["invalid_quantity", "properties.items[1].quantity"]],
    ["a quantity of words", listWith({ quantity: "two" }), ["invalid_quantity", "properties.items[1].quantity"]],
    ["a quantity in hexadecimal", listWith({ quantity: "0x10" }), ["invalid_quantity", "properties.items[1].quantity"]],
    ["a quantity that is a list", listWith({ quantity: [1] }), ["invalid_quantity", "properties.items[1].quantity"]],
    [
      "a line over 2^53 minor units",
      listWith({ price: 999_999_999, quantity: 999_999 }),
      ["invalid_value", "properties.items[1].price"],
    ],
    [
      "an unknown form of currency",
      listWith({ currency: "dollars" }),
      ["invalid_currency", "properties.items[1].currency"],
    ],
    ["a flat negative price", { product_id: "1", price: -1 }, ["invalid_price", "properties.price"]],
    ["a flat negative quantity", { product_id: "1", quantity: "-1" }, ["invalid_quantity", "properties.quantity"]],
    [
      "too many items",
      { items: Array.from({ length: MAX_ITEMS + 1 }, () => ({ item_id: 1 })) },
      ["too_many_items", "properties.items"],
    ],
  ])("%s", (_rule, properties, expected) => {
    expect(refusalOf("add_to_cart", properties)).toEqual(expected);
  });

  test("500 items, a price just below 10^9 and a quantity just below 10^6 are taken", () => {
    const items = Array.from({ length: MAX_ITEMS }, () => ({ item_id: 1 }));
    expect(itemsOf("cart_updated", { items })).toHaveLength(MAX_ITEMS);
    expect(itemsOf("add_to_cart", { item_id: 1, price: 999_999_999.99 })?.[0]?.priceMinor).toBe(99_999_999_999);
    expect(itemsOf("add_to_cart", { item_id: 1, quantity: 999_999 })?.[0]?.quantity).toBe(999_999);
  });
});

describe("a shop's own events may mean something else by these words", () => {
  test.each<[string, object]>([
    ["scroll", { value: "75%" }],
    ["search", { price: "10-20", product_id: "x" }],
    ["like", { items: 3 }],
    ["login", { value: -1, currency: "points" }],
  ])("%s with %j still counts", (event, properties) => {
    expect(eventOf(track(event, properties))).toMatchObject({
      name: event,
      items: null,
      valueMinor: null,
      currency: "USD",
    });
  });

  test("an item that can be read is kept for the event log", () => {
    expect(itemsOf("like", { product_id: "7" })?.[0]?.id).toBe("7");
  });
});

/** A list whose second item has something wrong. */
function listWith(fields: object): object {
  return { items: [{ item_id: "ok" }, { item_id: "1", ...fields }] };
}
