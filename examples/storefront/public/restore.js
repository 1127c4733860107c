import { cartLines, setQuantity } from "./cart.js";
import { productOf } from "./products.js";
import { tellCart } from "./tell.js";

/**
 * Brings a cart back when the page was reached by a link of a reminder. The address says which: `id:variant:quantity`,
 * joined by commas. Cartbeat sees the link's token in the same address and counts an order as won back by the link.
 */
export function restoreCart() {
  const text = new URLSearchParams(location.search).get("cartbeat_cart");
  if (text === null || text === "") return;
  for (const line of text.split(",")) {
    const [id, , quantity] = line.split(":").map(decodeURIComponent);
    if (productOf(id) !== undefined) setQuantity(id, Number(quantity));
  }
  if (cartLines().length > 0) tellCart("cart_updated");
}
