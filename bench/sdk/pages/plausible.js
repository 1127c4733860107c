import { init, track } from "@plausible-analytics/tracker";

globalThis.begin = (endpoint) => {
  init({
    domain: "shop.example",
    endpoint: `${endpoint}/api/event`,
    captureOnLocalhost: true,
    autoCapturePageviews: false,
    logging: false,
  });
  globalThis.ready = true;
  globalThis.track = (marker, padding) => track("add_to_cart", { props: { marker, padding } });
};
