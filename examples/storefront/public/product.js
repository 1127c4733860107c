import { quantityOf, setQuantity } from "./cart.js";
import { part, showArt } from "./fill.js";
import { priceText, PRODUCTS, productOf } from "./products.js";
import { tellItem } from "./tell.js";

/** The page of one product. */
export function showProduct() {
  const product = productOf(new URLSearchParams(location.search).get("id")) ?? PRODUCTS[0];
  const element = document.getElementById("product");
  document.title = `${product.name} · Oak & Clay`;
  showArt(element, product);
  part(element, "name").textContent = product.name;
  part(element, "price").textContent = priceText(product.price);
  part(element, "text").textContent = product.text;
  tellItem("view_item", product);
  const form = document.getElementById("add-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const quantity = form.elements.quantity.valueAsNumber;
    setQuantity(product.id, quantityOf(product.id) + quantity);
    tellItem("add_to_cart", product, quantity);
    document.getElementById("added").textContent = `In your cart: ${quantityOf(product.id)}.`;
  });
}
