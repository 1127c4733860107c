import { showCart } from "./cart-page.js";
import { showCount } from "./cart.js";
import { showCatalogue } from "./catalogue.js";
import { showCheckout } from "./checkout.js";
import { showProduct } from "./product.js";
import { restoreCart } from "./restore.js";

const PAGES = {
  "/": showCatalogue,
  "/product": showProduct,
  "/cart": showCart,
  "/checkout": showCheckout,
  "/thanks": () => {
    document.getElementById("order").textContent = new URLSearchParams(location.search).get("order");
  },
};

showCount();
window.cartbeat("page");
restoreCart();
PAGES[location.pathname]();
// A page out of the bfcache still shows the cart as it was.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
