import { AnalyticsBrowser } from "@segment/analytics-next";

globalThis.begin = (endpoint) => {
  const [protocol, host] = endpoint.split("://");
  const segment = { apiKey: "key", apiHost: `${host}/v1`, protocol };
  const settings = { writeKey: "key", cdnSettings: { integrations: { "Segment.io": segment } } };
  // Its documentation recommends keepalive; the default is without, and loses more.
  const delivery = { deliveryStrategy: { strategy: "standard", config: { keepalive: true } } };
  const analytics = AnalyticsBrowser.load(settings, { integrations: { "Segment.io": delivery } });
  void analytics.ready(() => (globalThis.ready = true));
  globalThis.track = (marker, padding) => void analytics.track("add_to_cart", { marker, padding });
};
