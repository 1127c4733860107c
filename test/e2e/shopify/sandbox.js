// The page's side of Shopify's sandbox: a worker, and a storage that answers later.
const storage = new Map(JSON.parse(localStorage.getItem("shopify") ?? "[]"));
const worker = new Worker("/worker.js");
let isReady;
const ready = new Promise((resolve) => (isReady = resolve));
worker.addEventListener("message", ({ data: { id, method, parameters } }) => {
  if (method === "subscribed") return isReady();
  const answer = storage[method](...parameters);
  localStorage.setItem("shopify", JSON.stringify([...storage]));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin of its own
  worker.postMessage({ id, answer: typeof answer === "string" ? answer : null });
});

window.publish = async (name, data) => {
  await ready;
  const { href } = location;
  const context = { document: { location: { href }, referrer: document.referrer, title: document.title } };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin of its own
  worker.postMessage({ event: { name, data, context } });
};
