// Unchanged but for the first line: where the client asks for its settings, and with which key.
const analytics = AnalyticsNext.AnalyticsBrowser.load({ cdnURL: "{{collector}}", writeKey: "{{writeKey}}" });

const product = { product_id: "mug", name: "Blue mug", price: 12.5, quantity: 2, currency: "USD" };
const onClick = (id, act) => document.getElementById(id).addEventListener("click", act);

analytics.page();
analytics.track("Product Viewed", product);
onClick("sign-in", () => analytics.identify(new URLSearchParams(location.search).get("user") ?? "ann"));
onClick("add", () => analytics.track("Product Added", product));
onClick("checkout", () => analytics.track("Checkout Started", { value: 25, currency: "USD", products: [product] }));
