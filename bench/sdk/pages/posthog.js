import { posthog } from "posthog-js/dist/module.slim.no-external";

globalThis.begin = (endpoint) => {
  posthog.init("phc_key", {
    api_host: endpoint,
    autocapture: false,
    capture_pageview: false,
    capture_pageleave: false,
    disable_session_recording: true,
    disable_surveys: true,
    advanced_disable_flags: true,
    loaded: () => (globalThis.ready = true),
  });
  globalThis.track = (marker, padding) => posthog.capture("add_to_cart", { marker, padding });
};
