/** What the shop sells. Prices are dollars. */
export const PRODUCTS = [
  {
    id: "mug-blue",
    name: "Blue mug",
    price: 14.5,
    art: "mug",
    text: "Stoneware, thrown by hand, glazed like the sea in May.",
  },
  {
    id: "lamp-desk",
    name: "Desk lamp",
    price: 59.9,
    art: "lamp",
    text: "Brass and linen. Warm light that stays on the page.",
  },
  {
    id: "notebook-a5",
    name: "Notebook A5",
    price: 9.8,
    art: "notebook",
    text: "160 pages that lie flat and take ink without bleeding.",
  },
  {
    id: "headphones",
    name: "Headphones",
    price: 129,
    art: "headphones",
    text: "Closed, light, and repairable with one screwdriver.",
  },
  {
    id: "backpack",
    name: "Backpack",
    price: 74.25,
    art: "backpack",
    text: "Waxed canvas, 18 litres, a sleeve for the laptop.",
  },
  { id: "teapot", name: "Teapot", price: 42, art: "teapot", text: "Holds three cups and pours without a drop beside." },
];

/** The product of that id, or undefined. */
export function productOf(id) {
  return PRODUCTS.find((product) => product.id === id);
}

/** Dollars for people. */
export function priceText(amount) {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(amount);
}
