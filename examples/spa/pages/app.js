import { PRODUCTS } from "./products.js";

/** Quantities by product id; a shop would keep them on its server. */
const cart = new Map();
const views = { "/": showProducts, "/cart": showCart, "/thanks": showThanks };

// Links change the address and the content, not the document. Cartbeat sees the new address by itself.
addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link === null || link.origin !== location.origin || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(link.pathname);
});
addEventListener("popstate", show);
show();

function go(path) {
  history.pushState(null, "", path);
  show();
  document.getElementById("main").focus();
}

function show() {
  const [name, id] = location.pathname.split("/").slice(1);
  const content = name === "product" ? showProduct(id) : views[location.pathname]?.();
  document.getElementById("main").replaceChildren(...(content ?? [element("p", "There is no such page.")]));
}

function showProducts() {
  document.title = "Products";
  const list = element("ul");
  list.append(
    ...PRODUCTS.map((product) => {
      const line = element("li");
      line.append(linkTo(`/product/${product.item_id}`, product.item_name), addButton(product));
      return line;
    }),
  );
  return [element("h1", "Products"), list];
}

function showProduct(id) {
  const product = PRODUCTS.find(({ item_id }) => item_id === id);
  if (product === undefined) return null;
  document.title = product.item_name;
  tell("view_item", [{ ...product, quantity: 1 }]);
  return [element("h1", product.item_name), element("p", `$${product.price}`), addButton(product)];
}

function showCart() {
  document.title = "Cart";
  tell("view_cart", items());
  const list = element("ul");
  list.append(...items().map(({ item_name, quantity }) => element("li", `${quantity} × ${item_name}`)));
  return [element("h1", "Cart"), list, button("Buy", buy)];
}

function showThanks() {
  document.title = "Thank you";
  return [element("h1", "Thank you"), element("p", "Nothing is delivered: this is an example.")];
}

function addButton(product) {
  return button(`Add ${product.item_name}`, () => {
    cart.set(product.item_id, (cart.get(product.item_id) ?? 0) + 1);
    document.getElementById("count").textContent = String(cart.size);
    tell("add_to_cart", [{ ...product, quantity: 1 }]);
  });
}

function buy() {
  tell("purchase", items(), { transaction_id: crypto.randomUUID() });
  cart.clear();
  document.getElementById("count").textContent = "0";
  go("/thanks");
}

/** The cart as GA4 describes it. */
function items() {
  return PRODUCTS.filter(({ item_id }) => cart.has(item_id)).map((product) => ({
    ...product,
    quantity: cart.get(product.item_id),
  }));
}

function tell(event, told, more = {}) {
  const value = told.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  window.cartbeat("track", event, { currency: "USD", value, items: told, ...more });
}

function element(name, text = "") {
  return Object.assign(document.createElement(name), { textContent: text });
}

function linkTo(href, text) {
  return Object.assign(element("a", text), { href });
}

function button(text, onclick) {
  return Object.assign(element("button", text), { type: "button", onclick });
}
