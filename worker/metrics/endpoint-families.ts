import type { Env } from "../../durable-objects/env.ts";
import type { EndpointStatus } from "../../durable-objects/webhook/endpoint-status.ts";
import { withinTime } from "../within-time.ts";
import { type MetricFamily, gaugeFamily } from "./prometheus-text.ts";

/** An endpoint that has not said how it is doing by then is left out of the figures. */
const STATUS_TIMEOUT_MS = 2_000;

interface AskedEndpoint {
  store: string;
  endpoint: string;
  /** Null for one that is not there any more, or does not answer. */
  status: EndpointStatus | null;
}

/**
 * What waits at the webhook endpoints of stores: asked of the endpoints themselves, so that it is right whichever isolate
 * answers. These questions are no work of the collector's own, and not counted among its requests.
 */
export async function endpointFamilies(
  env: Pick<Env, "STORE" | "WEBHOOK_ENDPOINT">,
  stores: readonly string[],
  now: number,
): Promise<MetricFamily[]> {
  const asked = (await Promise.all(stores.map(async (store) => askEndpoints(env, store)))).flat();
  const gauge = (name: string, help: string, valueOf: (status: EndpointStatus) => number): MetricFamily =>
    gaugeFamily(
      { name, help },
      asked.flatMap(({ store, endpoint, status }) =>
        status === null ? [] : [{ labels: { store, endpoint }, value: valueOf(status) }],
      ),
    );
  return [
    gauge("cartbeat_outbox_pending", "Outcomes that wait at an endpoint to be delivered.", ({ pending }) => pending),
    gauge(
      "cartbeat_outbox_age_seconds",
      "How long the outcome that has waited longest at an endpoint has been there.",
      ({ oldestPendingAt }) => (oldestPendingAt === null ? 0 : Math.max(0, now - oldestPendingAt) / 1000),
    ),
    gauge("cartbeat_dead_letters", "Outcomes of an endpoint that were given up.", ({ deadLetters }) => deadLetters),
    gaugeFamily(
      { name: "cartbeat_endpoint_up", help: "1 when an endpoint's object answers." },
      asked.map(({ store, endpoint, status }) => ({ labels: { store, endpoint }, value: status === null ? 0 : 1 })),
    ),
  ];
}

async function askEndpoints(env: Pick<Env, "STORE" | "WEBHOOK_ENDPOINT">, store: string): Promise<AskedEndpoint[]> {
  try {
    const endpoints = await withinTime(env.STORE.getByName(store).endpoints(), STATUS_TIMEOUT_MS);
    return await Promise.all(endpoints.map(async ({ id }) => askEndpoint(env, store, id)));
  } catch (error) {
    console.error(`The endpoints of ${store} could not be listed`, String(error));
    return [];
  }
}

async function askEndpoint(
  env: Pick<Env, "WEBHOOK_ENDPOINT">,
  store: string,
  endpoint: string,
): Promise<AskedEndpoint> {
  try {
    const asked = env.WEBHOOK_ENDPOINT.getByName(`${store}/${endpoint}`).status();
    return { store, endpoint, status: await withinTime(asked, STATUS_TIMEOUT_MS) };
  } catch {
    return { store, endpoint, status: null };
  }
}
