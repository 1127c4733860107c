import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { WebhookMessage } from "../webhook/webhook-message.ts";
import type { OutboxEntry, ShopperState } from "./shopper-state.ts";

/**
 * Hands outcomes to the objects of their endpoints, in order. Returns those that are done with; what a failing endpoint
 * object did not take stays for another time. Taking the same outcome twice changes nothing there.
 */
export async function deliverOutbox(
  env: Pick<Env, "WEBHOOK_ENDPOINT">,
  state: Pick<ShopperState, "store" | "outbox">,
): Promise<OutboxEntry[]> {
  const endpoints = [...new Set(state.outbox.map((entry) => entry.endpoint))];
  const done = await Promise.all(
    endpoints.map(async (endpoint) => {
      const entries = state.outbox.filter((entry) => entry.endpoint === endpoint);
      const messages = entries.map(({ id, type, body, shopper }): WebhookMessage => ({ id, type, body, shopper }));
      storageCounters.addRequest("WebhookEndpoint");
      try {
        await env.WEBHOOK_ENDPOINT.getByName(`${state.store}/${endpoint}`).enqueue(messages);
        return entries;
      } catch (error) {
        console.error("outbox: an endpoint did not take its outcomes; the alarm tries again", String(error));
        return [];
      }
    }),
  );
  return done.flat();
}
