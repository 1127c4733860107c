import { quantityOf, setQuantity } from "./cart.js";
import { copyOf, part, showArt } from "./fill.js";
import { PRODUCTS, priceText } from "./products.js";
import { tellItem } from "./tell.js";

/** The page of all products. */
export function showCatalogue() {
  document.getElementById("catalogue").append(...PRODUCTS.map(card));
}

function card(product) {
  const element = copyOf("card");
  showArt(element, product);
  part(element, "name").textContent = product.name;
  for (const name of ["link", "name"]) part(element, name).href = `/product?id=${product.id}`;
  part(element, "price").textContent = priceText(product.price);
  const button = part(element, "add");
  button.setAttribute("aria-label", `Add ${product.name} to cart`);
  button.addEventListener("click", () => {
    setQuantity(product.id, quantityOf(product.id) + 1);
    tellItem("add_to_cart", product);
    button.textContent = `In your cart: ${quantityOf(product.id)}`;
  });
  return element;
}
