import { newTracker, trackSelfDescribingEvent } from "@snowplow/browser-tracker";

globalThis.begin = (endpoint) => {
  newTracker("sp", endpoint, { appId: "shop" });
  globalThis.ready = true;
  globalThis.track = (marker, padding) =>
    trackSelfDescribingEvent({
      event: { schema: "iglu:com.acme/add_to_cart/jsonschema/1-0-0", data: { marker, padding } },
    });
};
