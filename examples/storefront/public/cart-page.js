import { cartLines, cartValue, quantityOf, setQuantity } from "./cart.js";
import { copyOf, part, showArt } from "./fill.js";
import { priceText } from "./products.js";
import { tellCart, tellItem } from "./tell.js";

/** The page of the cart. */
export function showCart() {
  document.getElementById("lines").append(...cartLines().map(line));
  showTotal();
  tellCart("view_cart");
}

function line({ product, quantity }) {
  const element = copyOf("line");
  showArt(element, product);
  part(element, "name").textContent = product.name;
  part(element, "name").href = `/product?id=${product.id}`;
  part(element, "price").textContent = priceText(product.price);
  const input = part(element, "quantity");
  input.value = String(quantity);
  input.setAttribute("aria-label", `Quantity of ${product.name}`);
  input.addEventListener("change", () => {
    if (!input.checkValidity()) input.value = String(quantityOf(product.id));
    if (input.valueAsNumber === quantityOf(product.id)) return;
    setQuantity(product.id, input.valueAsNumber);
    tellItem("update_quantity", product, input.valueAsNumber);
    showTotal();
  });
  const remove = part(element, "remove");
  remove.setAttribute("aria-label", `Remove ${product.name}`);
  remove.addEventListener("click", () => {
    tellItem("remove_from_cart", product, quantityOf(product.id));
    setQuantity(product.id, 0);
    element.remove();
    showTotal();
    document.getElementById("main").focus();
  });
  return element;
}

function showTotal() {
  const isEmpty = cartLines().length === 0;
  document.getElementById("empty").hidden = !isEmpty;
  document.getElementById("full").hidden = isEmpty;
  document.getElementById("total").textContent = priceText(cartValue());
}
