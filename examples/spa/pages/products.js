/** What the shop sells, as GA4 describes items; prices in dollars. */
export const PRODUCTS = [
  { item_id: "mug", item_name: "Blue mug", price: 14.5 },
  { item_id: "lamp", item_name: "Desk lamp", price: 59.9 },
  { item_id: "teapot", item_name: "Teapot", price: 42 },
];
