import mixpanel from "mixpanel-browser/src/loaders/loader-module-core";

globalThis.begin = (endpoint) => {
  mixpanel.init("token", {
    api_host: endpoint,
    persistence: "localStorage",
    autocapture: false,
    track_pageview: false,
  });
  globalThis.ready = true;
  globalThis.track = (marker, padding) => mixpanel.track("add_to_cart", { marker, padding });
};
