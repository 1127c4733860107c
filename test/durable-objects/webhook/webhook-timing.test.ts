import { expect, test } from "vitest";
import { webhookTiming } from "../../../durable-objects/webhook/webhook-timing.ts";

const CONTRACT = { timeoutMs: 10_000, waitScale: 1 };

test.each([
  ["a development service that says nothing", { MODE: "development" }, CONTRACT],
  [
    "a development service that says so",
    { MODE: "development", WEBHOOK_TIMEOUT_MS: "500", WEBHOOK_WAIT_SCALE: "0.001" },
    { timeoutMs: 500, waitScale: 0.001 },
  ],
  ["production", { MODE: "production", WEBHOOK_TIMEOUT_MS: "500", WEBHOOK_WAIT_SCALE: "0.001" }, CONTRACT],
  ["longer times", { MODE: "development", WEBHOOK_TIMEOUT_MS: "20000", WEBHOOK_WAIT_SCALE: "2" }, CONTRACT],
  ["nonsense", { MODE: "development", WEBHOOK_TIMEOUT_MS: "soon", WEBHOOK_WAIT_SCALE: "-1" }, CONTRACT],
] as const)("the times of %s", (_what, env, timing) => expect(webhookTiming(env)).toEqual(timing));
