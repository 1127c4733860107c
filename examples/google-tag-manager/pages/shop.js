// A shop's own code, measured with GA4: https://developers.google.com/analytics/devguides/collection/ga4/ecommerce
window.dataLayer = window.dataLayer || [];
function gtag() {
  dataLayer.push(arguments);
}

const item = { item_id: "mug", item_name: "Blue mug", price: 14.5, quantity: 1 };
const ecommerce = { currency: "USD", value: 14.5, items: [item] };

// Before the tag is there, as on every page of a shop.
dataLayer.push({ ecommerce: null });
dataLayer.push({ event: "view_item", ecommerce });

document.getElementById("add").addEventListener("click", () => dataLayer.push({ event: "add_to_cart", ecommerce }));
// Some shops call gtag, some push objects: both are understood.
document.getElementById("checkout").addEventListener("click", () => gtag("event", "begin_checkout", ecommerce));
document
  .getElementById("buy")
  .addEventListener("click", () => gtag("event", "purchase", { ...ecommerce, transaction_id: crypto.randomUUID() }));
