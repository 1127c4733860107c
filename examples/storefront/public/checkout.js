import { cartLines, cartValue, clearCart } from "./cart.js";
import { priceText } from "./products.js";
import { tellCart } from "./tell.js";

const EXPRESS_PRICE = 9;

/** The page of the three steps to an order. */
export function showCheckout() {
  if (cartLines().length === 0) {
    document.getElementById("nothing").hidden = false;
    document.getElementById("steps").hidden = true;
    document.getElementById("step-1").hidden = true;
    return;
  }
  tellCart("begin_checkout");
  onSubmit(1, () => {
    // Not the address itself: a shop that wants a reminder sent identifies its customer with a token of its server.
    tellCart("add_contact_info");
    show(2);
  });
  onSubmit(2, ({ tier }) => {
    tellCart("add_shipping_info", { shipping_tier: tier.value });
    document.getElementById("amount").textContent = priceText(amount(tier.value));
    show(3);
  });
  onSubmit(3, ({ method }) => pay(method.value));
}

function pay(method) {
  tellCart("add_payment_info", { payment_type: method });
  if (method === "declined_card") {
    tellCart("payment_failed", { payment_type: method });
    document.getElementById("payment-error").textContent = "The card was declined. Please choose another way to pay.";
    return;
  }
  const order = `order-${Date.now().toString(36)}`;
  const shipping = amount(document.getElementById("step-2").elements.tier.value) - cartValue();
  tellCart("purchase", { transaction_id: order, value: cartValue(), shipping });
  clearCart();
  location.assign(`/thanks?order=${order}`);
}

function amount(tier) {
  return cartValue() + (tier === "express" ? EXPRESS_PRICE : 0);
}

function onSubmit(number, proceed) {
  const form = document.getElementById(`step-${number}`);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    proceed(form.elements);
  });
}

function show(number) {
  const marks = document.getElementById("steps").children;
  for (let step = 1; step <= marks.length; step++) {
    const form = document.getElementById(`step-${step}`);
    form.hidden = step !== number;
    if (step === number) marks[step - 1].setAttribute("aria-current", "step");
    else marks[step - 1].removeAttribute("aria-current");
  }
  document.querySelector(`#step-${number} h2`).focus();
}
