import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import type { GeneratedMessage } from "../../engine/generate/generated-message.ts";
import { normalizeBatch } from "../../engine/normalize/normalize-batch.ts";
import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { ShopperConfig } from "./store-config.ts";

/** Generated traffic may be of any age. */
const CONSTANTS = { ...ENGINE_CONSTANTS, lateWindowMs: Number.POSITIVE_INFINITY };
/** Shoppers that are written at the same time. */
const AT_ONCE = 24;

/**
 * Gives generated messages to their shoppers as history; guests first, because a user takes a guest's past over.
 * Resolves when all of it is durable; rejects when a shopper failed, and then the same may be sent again.
 */
export async function sendGenerated(
  env: Pick<Env, "SHOPPER">,
  { store, config }: { store: string; config: ShopperConfig },
  messages: readonly GeneratedMessage[],
  now: number,
): Promise<void> {
  const { events, rejected } = normalizeBatch(messages, {
    receivedAt: now,
    sentAt: null,
    trust: "claim",
    currency: config.settings.currency,
    constants: CONSTANTS,
    maxShoppers: Number.POSITIVE_INFINITY,
    identityVerification: "off",
  });
  const [refused] = rejected;
  if (refused !== undefined) throw new Error(`a generated message was refused: ${refused.code}`);
  const shares = [...Map.groupBy(events, ({ shopper }) => shopper)];
  for (const kind of ["a:", "u:"]) {
    const own = shares.filter(([shopper]) => shopper.startsWith(kind));
    for (let from = 0; from < own.length; from += AT_ONCE) {
      await Promise.all(
        own.slice(from, from + AT_ONCE).map(async ([shopper, share]) => {
          storageCounters.addRequest("Shopper");
          const batch = { store, shopper, events: share.map(plainEvent), config, imported: true };
          await env.SHOPPER.getByName(`${store}/${shopper}`).ingest(batch);
        }),
      );
    }
  }
}

/** Generated messages name no user agent, which is no evidence against anybody. */
function plainEvent({ event }: { shopper: ShopperKey; event: ShopperEvent }): ShopperEvent {
  const { botAgent: _botAgent, ...rest } = event;
  return rest;
}
