/** A product of the example storefront, price in dollars. */
export interface DemoProduct {
  id: string;
  name: string;
  price: number;
}

/** What examples/storefront sells, and so what the simulated shoppers put in their carts. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  { id: "mug-blue", name: "Blue mug", price: 14.5 },
  { id: "lamp-desk", name: "Desk lamp", price: 59.9 },
  { id: "notebook-a5", name: "Notebook A5", price: 9.8 },
  { id: "headphones", name: "Headphones", price: 129 },
  { id: "backpack", name: "Backpack", price: 74.25 },
  { id: "teapot", name: "Teapot", price: 42 },
];
