import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { WebhookMessage } from "../webhook/webhook-message.ts";
import { SendTogether } from "./send-together.ts";
import type { OutboxEntry, ShopperState } from "./shopper-state.ts";

/** Alerts that are due at one time reach their endpoint in a few calls: it writes once for each call. */
const together = new SendTogether<WebhookMessage[], true>({
  collectMs: 20,
  lookAfterMs: 60,
  weightOf: (messages) => messages.length,
  // Of at most 20 KB each.
  maxWeight: 500,
});

/**
 * Hands outcomes to the objects of their endpoints, in order. Returns those that are done with; what a failing endpoint
 * object did not take stays for another time. Taking the same outcome twice changes nothing there. `durable` settles
 * when the outcomes are: another shopper may carry them.
 */
export async function deliverOutbox(
  env: Pick<Env, "WEBHOOK_ENDPOINT">,
  { store, outbox }: Pick<ShopperState, "store" | "outbox">,
  durable: () => Promise<void>,
): Promise<OutboxEntry[]> {
  await durable();
  const done = await Promise.all(
    Array.from(
      Map.groupBy(outbox, ({ endpoint }) => endpoint),
      async ([endpoint, entries]) => {
        const place = `${store}/${endpoint}`;
        const messages = entries.map(({ id, type, body, shopper }): WebhookMessage => ({ id, type, body, shopper }));
        try {
          await together.send(place, messages, enqueueAt(env, place));
          return entries;
        } catch (error) {
          console.error("outbox: an endpoint did not take its outcomes; the alarm tries again", String(error));
          return [];
        }
      },
    ),
  );
  return done.flat();
}

function enqueueAt(env: Pick<Env, "WEBHOOK_ENDPOINT">, place: string) {
  return async (loads: WebhookMessage[][]): Promise<true[]> => {
    storageCounters.addRequest("WebhookEndpoint");
    await env.WEBHOOK_ENDPOINT.getByName(place).enqueue(loads.flat());
    return loads.map(() => true);
  };
}
