import { app } from "./app.ts";

export { MetricsShard } from "../durable-objects/metrics/metrics-shard.ts";
export { Registry } from "../durable-objects/registry/registry.ts";
export { Shopper } from "../durable-objects/shopper/shopper.ts";
export { Store } from "../durable-objects/store/store.ts";
export { WebhookEndpoint } from "../durable-objects/webhook/webhook-endpoint.ts";

export default { fetch: app.fetch };
