import { leave, search, viewProduct } from "./browse.ts";
import type { Product } from "./catalogue.ts";
import { checkOut } from "./check-out.ts";
import { addToCart, reconsider } from "./fill-cart.ts";
import type { Visit } from "./visit.ts";

/** Why a visitor comes: to look around, to come back to a cart, to cancel an order. */
export type VisitReason = "shop" | "return" | "cancel";

/** Writes down a whole visit. It leaves the visitor with the cart and the order that it came to. */
export function writeVisit(visit: Visit, reason: VisitReason): void {
  const { visitor } = visit;
  if (visitor.userId !== null && !visitor.introduced) visit.introduce();
  if (reason === "cancel" && visitor.order !== null) cancel(visit);
  else if (reason === "return" && visitor.cart.length > 0) comeBack(visit);
  else shop(visit);
  leave(visit);
}

function shop(visit: Visit): void {
  const { random } = visit.shop;
  const bounces = random.chance(0.14);
  search(visit, bounces ? 0.2 : 0.5);
  const views = bounces ? 1 : 2 + Math.floor(random.exponential(2.6));
  const wants = bounces ? 0 : random.chance(0.5) ? 0.5 : 0.03;
  for (let seen = 0; seen < Math.min(views, 25); seen += 1) {
    const product = visit.shop.anyProduct();
    viewProduct(visit, product);
    if (random.chance(wants)) addToCart(visit, product);
    if (random.chance(0.1)) search(visit, 1);
  }
  if (visit.visitor.cart.length === 0) return;
  reconsider(visit);
  if (visit.visitor.cart.length > 0 && random.chance(0.62)) checkOut(visit);
}

/** Looks at what was left behind, perhaps adds to it, and buys more often than not. */
function comeBack(visit: Visit): void {
  const { random } = visit.shop;
  const left: Product[] = visit.visitor.cart.map(({ product }) => product);
  for (const product of left.slice(0, 3)) viewProduct(visit, product);
  if (random.chance(0.25)) {
    const product = visit.shop.anyProduct();
    viewProduct(visit, product);
    addToCart(visit, product);
  }
  reconsider(visit);
  if (visit.visitor.cart.length > 0 && random.chance(0.7)) checkOut(visit);
}

function cancel(visit: Visit): void {
  const {
    visitor,
    shop: { random, cancelReasons },
  } = visit;
  const { order } = visitor;
  if (order === null) return;
  if (random.chance(0.6)) viewProduct(visit, visit.shop.anyProduct());
  const details = { transaction_id: order.id, ...visit.goods(order.lines), value: order.value };
  visit.say("order_cancelled", 60, { ...details, reason: random.pick(cancelReasons) });
  visitor.order = null;
}
