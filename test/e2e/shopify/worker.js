// The sandbox's side: the API that Shopify gives to a pixel.
const callbacks = new Map();
const waiting = new Map();
let asked = 0;
const ask = (method, ...parameters) =>
  new Promise((resolve) => {
    asked += 1;
    waiting.set(asked, resolve);
    postMessage({ id: asked, method, parameters });
  });

self.browser = {
  localStorage: {
    getItem: (key) => ask("get", key),
    setItem: (key, value) => ask("set", key, value),
    removeItem: (key) => ask("delete", key),
  },
};
self.init = { data: { customer: null } };
self.analytics = {
  subscribe(name, callback) {
    callbacks.set(name, callback);
    // The last one: the pixel is ready.
    if (name === "checkout_completed") postMessage({ method: "subscribed" });
  },
};
self.addEventListener("message", ({ data: { id, answer, event } }) => {
  if (event) callbacks.get(event.name)?.(event);
  else waiting.get(id)?.(answer);
});

importScripts("/shopify-pixel.js");
