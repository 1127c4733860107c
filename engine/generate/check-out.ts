import type { Visit } from "./visit.ts";
import { userIdOf } from "./visitor.ts";

/** How likely each step of a checkout is gone on with. */
const GOES_ON = { shipping: 0.84, payment: 0.86, purchase: 0.9 };
const GUEST_LOGS_IN = 0.35;
const PAYMENT_FAILS = 0.14;
const TRIES_AGAIN = 0.6;

/** Goes through the checkout, as far as it goes. True when it ended in an order. */
export function checkOut(visit: Visit): boolean {
  const { visitor, shop } = visit;
  const { random } = shop;
  const value = visitor.cart.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const cart = { ...visit.goods(visitor.cart), value: rounded(value) };
  visit.say("begin_checkout", 25, cart);
  if (visitor.userId === null && random.chance(GUEST_LOGS_IN)) logIn(visit);
  if (!random.chance(GOES_ON.shipping)) return false;
  const { street, district, city } = visitor.person;
  const address = { street, district, city };
  visit.say("add_shipping_info", 60, { ...cart, shipping_method: random.pick(shop.shippingMethods), address });
  if (!random.chance(GOES_ON.payment)) return false;
  let payment = { payment_method: random.pick(shop.paymentMethods) };
  visit.say("add_payment_info", 40, { ...cart, ...payment });
  while (random.chance(PAYMENT_FAILS)) {
    visit.say("payment_failed", 15, { ...cart, ...payment, reason: random.pick(["declined", "timeout", "limit"]) });
    if (!random.chance(TRIES_AGAIN)) return false;
    payment = { payment_method: random.pick(shop.paymentMethods) };
    visit.say("add_payment_info", 40, { ...cart, ...payment });
  }
  if (!random.chance(GOES_ON.purchase)) return false;
  const id = `order-${visit.id}`;
  visit.say("purchase", 20, { transaction_id: id, ...cart, ...payment });
  visitor.order = { id, value: rounded(value), lines: visitor.cart };
  visitor.cart = [];
  return true;
}

/** A guest says who it is; from now on its messages carry both ids. */
function logIn(visit: Visit): void {
  const { visitor, shop } = visit;
  visitor.userId = userIdOf(shop.run, visitor.number);
  visit.say("login", 20, { method: "password" });
  visit.introduce();
}

/** Sums of cents in floating point would show their last digits. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
