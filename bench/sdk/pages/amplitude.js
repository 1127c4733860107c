import { init, track } from "@amplitude/analytics-browser";

globalThis.begin = (endpoint) => {
  const options = { serverUrl: `${endpoint}/2/httpapi`, autocapture: false, fetchRemoteConfig: false };
  void init("key", options).promise.then(() => (globalThis.ready = true));
  globalThis.track = (marker, padding) => void track("add_to_cart", { marker, padding });
};
