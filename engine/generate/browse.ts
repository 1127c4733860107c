import type { Product } from "./catalogue.ts";
import type { Visit } from "./visit.ts";

/** Looks at one product, perhaps down the page, perhaps for later. */
export function viewProduct(visit: Visit, product: Product): void {
  const { random } = visit.shop;
  visit.say("view_item", 35, visit.goods([{ product, quantity: 1 }]));
  if (random.chance(0.55)) {
    visit.say("scroll", 12, { product_id: product.id, scroll_percent: 25 * (1 + random.below(4)) });
  }
  if (random.chance(0.07)) visit.say("add_to_wishlist", 15, visit.goods([{ product, quantity: 1 }]));
}

/** Searches, sometimes. */
export function search(visit: Visit, probability: number): void {
  const { random, searches } = visit.shop;
  if (random.chance(probability)) {
    visit.say("search", 20, { search_term: random.pick(searches), results: random.below(60) });
  }
}

/** Leaves: most pages notice it. */
export function leave(visit: Visit): void {
  if (visit.shop.random.chance(0.75)) visit.say("exit_page", 30);
}
