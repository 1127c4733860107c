import { productOf } from "./products.js";

const KEY = "shop-cart";

/** The cart: a token by which the shop knows it, and quantities by product id. */
export function readCart() {
  const stored = JSON.parse(localStorage.getItem(KEY) ?? "null");
  return stored ?? { token: `cart-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`, lines: {} };
}

/** Sets how many of a product are in the cart; 0 takes it out. */
export function setQuantity(id, quantity) {
  const cart = readCart();
  if (quantity > 0) cart.lines[id] = quantity;
  else delete cart.lines[id];
  localStorage.setItem(KEY, JSON.stringify(cart));
  showCount();
}

/** How many of a product are in the cart. */
export function quantityOf(id) {
  return readCart().lines[id] ?? 0;
}

/** The lines with their products. */
export function cartLines() {
  const lines = Object.entries(readCart().lines);
  return lines.map(([id, quantity]) => ({ product: productOf(id), quantity })).filter(({ product }) => product);
}

/** Total in dollars. */
export function cartValue() {
  const cents = cartLines().reduce((sum, { product, quantity }) => sum + Math.round(product.price * 100) * quantity, 0);
  return cents / 100;
}

/** Begins a new cart. */
export function clearCart() {
  localStorage.removeItem(KEY);
  showCount();
}

/** Shows the number of pieces in the page's header. */
export function showCount() {
  const count = cartLines().reduce((sum, { quantity }) => sum + quantity, 0);
  document.getElementById("cart-count").textContent = String(count);
}
