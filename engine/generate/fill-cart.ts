import type { Product } from "./catalogue.ts";
import type { Visit } from "./visit.ts";

/** Puts a product into the cart; the same product again raises its line. */
export function addToCart(visit: Visit, product: Product): void {
  const { cart } = visit.visitor;
  const quantity = visit.shop.random.chance(0.12) ? 2 : 1;
  visit.say("add_to_cart", 20, { ...visit.goods([{ product, quantity }]), line_total: product.price * quantity });
  const line = cart.find((candidate) => candidate.product === product);
  if (line === undefined) cart.push({ product, quantity });
  else line.quantity += quantity;
}

/** Thinks again about what is in the cart: another quantity, or away with it. */
export function reconsider(visit: Visit): void {
  const { random } = visit.shop;
  const { visitor } = visit;
  const line = visitor.cart[random.below(Math.max(1, visitor.cart.length))];
  if (line === undefined) return;
  const { product } = line;
  if (random.chance(0.3)) {
    const quantity = 1 + random.below(4);
    visit.say("update_quantity", 15, { ...visit.goods([{ product, quantity }]), old_quantity: line.quantity });
    line.quantity = quantity;
  }
  if (random.chance(0.2)) {
    // Many shops say 0 for the whole line; others say how many.
    const quantity = random.chance(0.5) ? 0 : line.quantity;
    visit.say("remove_from_cart", 15, visit.goods([{ product, quantity }]));
    visitor.cart = visitor.cart.filter((other) => other !== line);
  }
}
