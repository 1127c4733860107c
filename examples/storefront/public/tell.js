import { cartLines, cartValue, readCart } from "./cart.js";

/** Tells Cartbeat an event, and the visitor of this example that it did. */
function tell(event, properties = {}) {
  const told = { currency: "USD", cart_token: readCart().token, ...properties };
  window.cartbeat("track", event, told);
  const line = document.createElement("li");
  const items = (told.items ?? []).map(({ item_id, quantity }) => `${quantity} × ${item_id}`).join(", ");
  line.textContent = [event, items, told.value === undefined ? "" : `$${told.value.toFixed(2)}`]
    .filter(Boolean)
    .join(" · ");
  document.getElementById("told").append(line);
}

/** A product as GA4 describes an item. */
function itemOf(product, quantity = 1) {
  const url = new URL(`/product?id=${product.id}`, location.href).href;
  return { item_id: product.id, item_name: product.name, price: product.price, quantity, url };
}

/** Tells an event about one product. */
export function tellItem(event, product, quantity = 1) {
  tell(event, { value: Math.round(product.price * 100 * quantity) / 100, items: [itemOf(product, quantity)] });
}

/** Tells an event about the whole cart. */
export function tellCart(event, properties = {}) {
  const items = cartLines().map(({ product, quantity }) => itemOf(product, quantity));
  tell(event, { value: cartValue(), items, ...properties });
}
