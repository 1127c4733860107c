import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";

globalThis.begin = (endpoint) => {
  const analytics = new RudderAnalytics();
  const source = {
    id: "s",
    name: "shop",
    writeKey: "key",
    enabled: true,
    workspaceId: "w",
    config: {},
    destinations: [],
  };
  analytics.load("key", endpoint, { getSourceConfig: () => ({ source, updatedAt: "2026-01-01T00:00:00.000Z" }) });
  analytics.ready(() => (globalThis.ready = true));
  globalThis.track = (marker, padding) => analytics.track("add_to_cart", { marker, padding });
};
